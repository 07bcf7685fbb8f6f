// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/cli.h"

#include "shownname.h"
#include "store/search/searchindex.h"

#include <QJsonArray>
#include <QJsonObject>

namespace cairn::cli {

namespace {

constexpr int kDefaultHits = 50;
constexpr qsizetype kMaxSnippet = 400;

/// The marks around matches are for a window; on the command line the words speak for themselves.
QString plainSnippet(QString snippet)
{
    return snippet.remove(QChar(0xE000)).remove(QChar(0xE001));
}

Result<Output> search(Context &context, const Arguments &arguments)
{
    CAIRN_ASSIGN(const int limit, arguments.number("limit", kDefaultHits));
    CAIRN_ASSIGN(Store * store, context.store());
    CAIRN_ASSIGN(
        const QList<SearchHit> hits,
        store->search().search(arguments.positionals().join(QLatin1Char(' ')), limit));
    QJsonArray json;
    QStringList lines;
    for (const SearchHit &hit : hits) {
        const QString snippet = plainSnippet(hit.snippet);
        json.append(QJsonObject{
            {QStringLiteral("id"), hit.id},
            {QStringLiteral("title"), hit.title},
            {QStringLiteral("snippet"), snippet},
            {QStringLiteral("score"), hit.score}});
        lines << QStringLiteral("%1  %2\n    %3")
                     .arg(
                         hit.id, terminalName(hit.title),
                         terminalName(snippet.simplified(), kMaxSnippet));
    }
    return Output{json, lines.join(QLatin1Char('\n'))};
}

} // namespace

QList<Command> searchCommands()
{
    return {
        {.name = "search",
         .arguments = "QUERY…",
         .summary = "Finds notes, the best first",
         .run = search,
         .options = {{"limit", "N", "at most so many; 50 unless given"}},
         .details = "QUERY is what the search field of the application takes: words, "
                    "\"a phrase\", -without, tag:NAME, notebook:A/B, is:pinned. What is none of "
                    "the options is searched for, also where it begins with a dash.",
         .takesAnyText = true}};
}

} // namespace cairn::cli
