// SPDX-License-Identifier: GPL-3.0-or-later
#include "icons.h"

#include "themecolors.h"
#include "uiresources.h"

#include <QGuiApplication>
#include <QIconEngine>
#include <QImage>
#include <QPainter>
#include <QPixmapCache>

#include <array>

namespace cairn {

namespace {

constexpr std::array<QStringView, static_cast<std::size_t>(Icon::kCount)> kFiles{
    u"account",        u"arrow-left",    u"arrow-right",   u"bold",           u"check",
    u"chevron-down",   u"chevron-right", u"close",         u"code",           u"command",
    u"copy",           u"edit",          u"emergency",     u"export",         u"eye",
    u"file",           u"heading",       u"help",          u"history",        u"image",
    u"info",           u"italic",        u"keyboard",      u"link",           u"list",
    u"menu",           u"move",          u"new-note",      u"next",           u"notebook",
    u"notebook-new",   u"notes",         u"offline",       u"pause",          u"pin",
    u"play",           u"previous",      u"quote",         u"redo",           u"restore",
    u"review",         u"search",        u"settings",      u"sort",           u"split-view",
    u"state-conflict", u"state-failed",  u"state-pending", u"state-resolved", u"state-retrying",
    u"state-synced",   u"state-syncing", u"sync",          u"table",          u"tag",
    u"task",           u"trash",         u"undo",          u"warning"};

QColor colorOf(Tint tint, const ThemeColors &colors)
{
    switch (tint) {
    case Tint::Text:
        return colors.text;
    case Tint::Accent:
        return colors.accent;
    case Tint::OnAccent:
        return colors.onAccent;
    case Tint::Waiting:
        return colors.waiting;
    case Tint::Attention:
        return colors.attention;
    case Tint::Failed:
        return colors.failed;
    case Tint::Quiet:
        break;
    }
    return colors.quiet;
}

/// Shows one mask in the colour that the palette asks for at the moment of painting.
class TintedIconEngine final : public QIconEngine {
public:
    TintedIconEngine(Icon name, Tint tint)
        : m_name(name)
        , m_tint(tint)
    {
    }

    void paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State state) override
    {
        const qreal scale = painter->device() ? painter->device()->devicePixelRatio() : 1.0;
        painter->drawPixmap(rect, scaledPixmap(rect.size() * scale, mode, state, scale));
    }

    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State state) override
    {
        return scaledPixmap(size, mode, state, 1.0);
    }

    QPixmap scaledPixmap(const QSize &size, QIcon::Mode mode, QIcon::State, qreal scale) override
    {
        const ThemeColors colors = ThemeColors::of(QGuiApplication::palette());
        QColor color = colorOf(m_tint, colors);
        if (mode == QIcon::Disabled)
            color = blend(color, colors.surface, 0.42);
        const QString key = QStringLiteral("cairn/%1/%2/%3x%4")
                                .arg(iconFileName(m_name), color.name())
                                .arg(size.width())
                                .arg(size.height());
        QPixmap pixmap;
        if (!QPixmapCache::find(key, &pixmap)) {
            pixmap = render(size, color);
            QPixmapCache::insert(key, pixmap);
        }
        Q_UNUSED(scale) // QIcon sets the pixel ratio of what we return
        return pixmap;
    }

    QIconEngine *clone() const override { return new TintedIconEngine(*this); }

private:
    QPixmap render(const QSize &size, const QColor &color) const
    {
        const QImage mask(QStringLiteral(":/cairn/icons/masks/%1.png").arg(iconFileName(m_name)));
        // Made smaller by the mean of what each pixel covers, as if it was drawn at that size.
        QImage image = mask.scaled(size, Qt::IgnoreAspectRatio, Qt::SmoothTransformation)
                           .convertToFormat(QImage::Format_ARGB32_Premultiplied);
        QPainter painter(&image);
        painter.setCompositionMode(QPainter::CompositionMode_SourceIn);
        painter.fillRect(image.rect(), color);
        painter.end();
        return QPixmap::fromImage(image);
    }

    Icon m_name;
    Tint m_tint;
};

} // namespace

QStringView iconFileName(Icon name) { return kFiles.at(static_cast<std::size_t>(name)); }

QIcon icon(Icon name, Tint tint)
{
    linkUiResources();
    return QIcon(new TintedIconEngine(name, tint));
}

QIcon applicationIcon()
{
    linkUiResources();
    QIcon icon;
    for (const int size : {16, 24, 32, 48, 64, 128, 256})
        icon.addFile(QStringLiteral(":/cairn/icons/pictures/cairn-%1.png").arg(size));
    return icon;
}

} // namespace cairn
