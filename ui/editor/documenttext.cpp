// SPDX-License-Identifier: GPL-3.0-or-later
#include "editor/documenttext.h"

#include <QMimeData>
#include <QTextCursor>

#include <algorithm>

namespace cairn {

namespace {

/// Characters at which QTextCursor::insertText() begins a paragraph, and noncharacters of Unicode
/// that stand for them.
constexpr struct {
    char16_t character;
    char16_t name;
} kKept[] = {{u'\r', 0xFDD2}, {0x2029, 0xFDD3}, {0xFDD0, 0xFDD4}, {0xFDD1, 0xFDD5}};

} // namespace

QString toDocumentText(QString text)
{
    const bool needed = std::any_of(text.cbegin(), text.cend(), [](QChar c) {
        return c == u'\r' || c.unicode() == 0x2029 || c.unicode() == 0xFDD0
            || c.unicode() == 0xFDD1;
    });
    if (!needed)
        return text;
    text.replace(QStringLiteral("\r\n"), QStringLiteral("\n"));
    for (const auto &kept : kKept)
        text.replace(QChar(kept.character), QChar(kept.name));
    return text;
}

QString fromDocumentText(QString text)
{
    text.replace(QChar::ParagraphSeparator, u'\n');
    for (const auto &kept : kKept)
        text.replace(QChar(kept.name), QChar(kept.character));
    return text;
}

bool fitsDocument(QStringView text)
{
    return std::none_of(text.cbegin(), text.cend(), [](QChar c) {
        return c.unicode() >= 0xFDD2 && c.unicode() <= 0xFDD5;
    });
}

QMimeData *selectionMimeData(const QTextCursor &cursor)
{
    auto *data = new QMimeData;
    data->setText(fromDocumentText(cursor.selectedText()));
    return data;
}

} // namespace cairn
