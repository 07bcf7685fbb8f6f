// SPDX-License-Identifier: GPL-3.0-or-later
#include "banner.h"

#include "plaintext.h"
#include "theme/iconlabel.h"
#include "theme/icons.h"
#include "theme/kind.h"

#include <QAccessible>
#include <QHBoxLayout>
#include <QPushButton>

namespace cairn {

namespace {
constexpr int kBannerGap = 8;
constexpr int kWordsCharacters = 24; ///< room of the words beside the buttons, at least
} // namespace

Banner::Banner(QWidget *parent)
    : QFrame(parent)
    , m_icon(new IconLabel(18, this))
    , m_text(new PlainLabel(this))
    , m_primary(new QPushButton(this))
    , m_secondary(new QPushButton(this))
    , m_parts(new QBoxLayout(QBoxLayout::LeftToRight, this))
{
    m_text->setObjectName(QStringLiteral("bannerText"));
    m_text->setWordWrap(true);
    m_primary->setObjectName(QStringLiteral("bannerPrimary"));
    m_secondary->setObjectName(QStringLiteral("bannerSecondary"));
    setKind(m_secondary, "link");
    auto *words = new QHBoxLayout;
    words->addWidget(m_icon);
    words->addWidget(m_text, 1);
    auto *buttons = new QHBoxLayout;
    buttons->addStretch();
    buttons->addWidget(m_secondary);
    buttons->addWidget(m_primary);
    for (QBoxLayout *row : {words, buttons})
        row->setSpacing(kBannerGap);
    m_parts->setContentsMargins(12, 8, 8, 8);
    m_parts->setSpacing(kBannerGap);
    m_parts->addLayout(words, 1);
    m_parts->addLayout(buttons);
    connect(m_primary, &QPushButton::clicked, this, &Banner::primaryClicked);
    connect(m_secondary, &QPushButton::clicked, this, &Banner::secondaryClicked);
    hide();
}

void Banner::show(
    Level level, const QString &text, const QString &primary, const QString &secondary)
{
    static constexpr const char *kKinds[] = {"info", "attention", "failed"};
    static constexpr Icon kIcons[] = {Icon::Info, Icon::Review, Icon::Warning};
    static constexpr Tint kTints[] = {Tint::Accent, Tint::Attention, Tint::Failed};
    const auto index = static_cast<int>(level);
    setKind(this, kKinds[index]);
    m_icon->setIcon(icon(kIcons[index], kTints[index]));
    m_text->setText(text);
    m_primary->setText(primary);
    m_primary->setVisible(!primary.isEmpty());
    m_secondary->setText(secondary);
    m_secondary->setVisible(!secondary.isEmpty());
    setAccessibleName(text);
    fit();
    QFrame::show();
    QAccessibleEvent event(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&event);
}

void Banner::resizeEvent(QResizeEvent *event)
{
    QFrame::resizeEvent(event);
    fit();
}

/// In a narrow window the buttons go below the words: both can be read.
void Banner::fit()
{
    int room = width() - m_icon->sizeHint().width() - 4 * kBannerGap;
    for (const QPushButton *button : {m_secondary, m_primary}) {
        if (!button->isHidden())
            room -= button->sizeHint().width() + kBannerGap;
    }
    const int words = qMin(
        fontMetrics().averageCharWidth() * kWordsCharacters,
        fontMetrics().horizontalAdvance(m_text->text()));
    m_parts->setDirection(room < words ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
}

QString Banner::text() const { return m_text->text(); }

} // namespace cairn
