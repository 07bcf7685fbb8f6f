// SPDX-License-Identifier: GPL-3.0-or-later
#include "preview/previewlinks.h"

#include "markdownlink.h"

#include <QByteArrayView>

namespace cairn {

namespace {

/// Letters and digits only: no escape and no entity spells it.
QString markNotIn(const QString &markdown)
{
    QString mark;
    for (int n = 0; mark.isEmpty() || markdown.contains(mark, Qt::CaseInsensitive); ++n)
        mark = QStringLiteral("cairntitle%1n").arg(n);
    return mark;
}

} // namespace

PreviewLinks::PreviewLinks(const QString &markdown)
{
    const QString mark = markNotIn(markdown);
    m_mark = mark.toLatin1();
    m_text = withTargets(markdown, [&](const MarkdownLink &link) -> std::optional<QString> {
        if (link.form == MarkdownLink::Form::Bare && link.note())
            return u'<' + link.address + u'>';
        if (link.form != MarkdownLink::Form::Wiki)
            return std::nullopt;
        if (link.path.isEmpty()) // a place in this note: words only
            return QStringLiteral("<>");
        m_titles.append(link.path);
        return mark + QString::number(m_titles.size() - 1);
    });
}

std::optional<QString> PreviewLinks::title(const MD_ATTRIBUTE &target) const
{
    const QByteArrayView written(target.text, qsizetype(target.size));
    const bool plain = target.size > 0 && target.substr_types[0] == MD_TEXT_NORMAL
        && target.substr_offsets[1] == target.size;
    if (!plain || !written.startsWith(m_mark))
        return std::nullopt;
    bool ok = false;
    const qlonglong index = written.sliced(m_mark.size()).toByteArray().toLongLong(&ok);
    return ok && index >= 0 && index < m_titles.size() ? std::optional(m_titles.at(index))
                                                       : std::nullopt;
}

} // namespace cairn
