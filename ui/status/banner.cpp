#include "banner.h"

#include "plaintext.h"
#include "theme/icons.h"
#include "theme/kind.h"

#include <QAccessible>
#include <QHBoxLayout>
#include <QPushButton>

namespace cairn {

Banner::Banner(QWidget *parent)
    : QFrame(parent)
    , m_icon(new PlainLabel(this))
    , m_text(new PlainLabel(this))
    , m_primary(new QPushButton(this))
    , m_secondary(new QPushButton(this))
{
    m_text->setObjectName(QStringLiteral("bannerText"));
    m_text->setWordWrap(true);
    m_primary->setObjectName(QStringLiteral("bannerPrimary"));
    m_secondary->setObjectName(QStringLiteral("bannerSecondary"));
    setKind(m_secondary, "link");
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(12, 8, 8, 8);
    row->setSpacing(8);
    row->addWidget(m_icon);
    row->addWidget(m_text, 1);
    row->addWidget(m_secondary);
    row->addWidget(m_primary);
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
    m_icon->setPixmap(
        icon(kIcons[index], kTints[index]).pixmap(QSize(18, 18), devicePixelRatioF()));
    m_text->setText(text);
    m_primary->setText(primary);
    m_primary->setVisible(!primary.isEmpty());
    m_secondary->setText(secondary);
    m_secondary->setVisible(!secondary.isEmpty());
    setAccessibleName(text);
    QFrame::show();
    QAccessibleEvent event(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&event);
}

QString Banner::text() const { return m_text->text(); }

} // namespace cairn
