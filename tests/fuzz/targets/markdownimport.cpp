// SPDX-License-Identifier: GPL-3.0-or-later
#include "exchange/markdownimporter.h"

#include "fuzzinput.h"
#include "fuzztargets.h"
#include "storecheck.h"
#include "teststore.h"

#include "store/notes/notestore.h"
#include "storeinsides.h"

#include <QDir>
#include <QFile>

#include <algorithm>

namespace cairn::fuzz {
namespace {

void writeFile(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    require(file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size(), "scratch files");
}

} // namespace

/// A folder of up to three files.
void markdownimport(const QByteArray &input)
{
    TestStore store;
    const QString root = store.folder() + QStringLiteral("/in");
    QDir().mkpath(root + QStringLiteral("/sub"));
    const QList<QByteArray> files = parts(input);
    static const char *const kNames[] = {"/one.md", "/sub/two.md", "/three.txt"};
    for (qsizetype i = 0; i < std::min<qsizetype>(files.size(), std::size(kNames)); ++i)
        writeFile(root + QString::fromLatin1(kNames[i]), files.at(i));

    const auto report = MarkdownImporter(*store, {}).run(root);
    require(report.has_value(), "an import skips what it cannot take");
    require(storeProblems(databaseOf(*store)).isEmpty(), "the store's books agree");
    const auto notes = store->notes().list({});
    require(notes && notes->size() == report->notes, "as many notes as it says");
    const auto skippedFiles = std::count_if(
        report->skipped.cbegin(), report->skipped.cend(),
        [](const ImportReport::Skipped &item) { return !item.partly; });
    require(
        report->notes + skippedFiles + report->alreadyHere == std::min<qsizetype>(files.size(), 3),
        "every file is accounted for");
    const auto again = MarkdownImporter(*store, {}).run(root);
    require(again && again->notes == 0, "repeating brings nothing new");
    require(again->alreadyHere == report->notes + report->alreadyHere, "all are here already");
}

} // namespace cairn::fuzz
