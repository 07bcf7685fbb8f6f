// SPDX-License-Identifier: GPL-3.0-or-later
#include "searchquery.h"

#include "fuzzinput.h"
#include "fuzztargets.h"
#include "must.h"
#include "store/notes/notestore.h"
#include "store/search/searchindex.h"
#include "teststore.h"

#include <QCoreApplication>

namespace cairn::fuzz {
namespace {

/// A small store that queries only read; it lives as long as the program.
class Shelf : public QObject {
public:
    explicit Shelf(QObject *parent)
        : QObject(parent)
    {
        setObjectName(QStringLiteral("shelf"));
        const char *const texts[] = {
            "water pump, seal and valve", "Straße über 東京 and naïve", "- [ ] call \"the\" mayor",
            "AND OR NOT NEAR title:x *"};
        for (const char *text : texts) {
            NoteContent content;
            content.title = QString::fromUtf8(text).left(9);
            content.body = QString::fromUtf8(text);
            content.tags = {QStringLiteral("field")};
            must(store->notes().create(content));
        }
    }
    TestStore store;
};

TestStore &shelf()
{
    QObject *application = QCoreApplication::instance();
    auto *found = application->findChild<QObject *>(QStringLiteral("shelf"));
    if (!found)
        found = new Shelf(application);
    return static_cast<Shelf *>(found)->store;
}

} // namespace

/// Whatever a person types is a query.
void search(const QByteArray &input)
{
    const QString text = QString::fromUtf8(input.left(4'000));
    const SearchQuery query = SearchQuery::parse(text);
    for (const SearchQuery::Term &term : query.terms)
        require(!term.text.isEmpty(), "a term has words");
    require(query.isEmpty() || !text.trimmed().isEmpty(), "nothing asks for nothing");

    TestStore &store = shelf();
    const auto hits = store->search().search(text, 10);
    if (!hits)
        qWarning("%s", qPrintable(hits.error().message));
    require(hits.has_value(), "every query is answered");
    NoteQuery list;
    list.text = text;
    const auto keys = store->search().keys(list);
    require(keys.has_value(), "the list of notes, too");
    require(store->search().snippets(text, *keys).has_value(), "and what to show of them");
}

} // namespace cairn::fuzz
