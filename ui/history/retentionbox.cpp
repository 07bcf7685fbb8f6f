// SPDX-License-Identifier: GPL-3.0-or-later
#include "history/retentionbox.h"

#include "dialogs/forms.h"
#include "errorwords.h"
#include "history/historywords.h"
#include "plaintext.h"
#include "store/history/historythinner.h"
#include "store/history/versionstore.h"
#include "store/store.h"
#include "theme/kind.h"

#include <QComboBox>
#include <QPoint>

#include <algorithm>
#include <limits>

namespace cairn {

namespace {

constexpr int kForEver = HistoryRetention::kForEver;

} // namespace

RetentionBox::RetentionBox(Store &store, QWidget *parent)
    : QWidget(parent)
    , m_store(store)
    , m_choice(new QComboBox(this))
    , m_size(new PlainLabel(this))
{
    m_choice->setObjectName(QStringLiteral("settingsHistory"));
    m_size->setObjectName(QStringLiteral("settingsHistorySize"));
    m_size->setWordWrap(true);
    // Forms give a wrapped line the height of one; its two would reach under the box above.
    m_size->setMinimumHeight(2 * m_size->fontMetrics().lineSpacing());
    m_size->setAlignment(Qt::AlignTop | Qt::AlignLeading);
    setKind(m_size, "quiet");
    const auto offer = [this](const QString &words, const HistoryRetention &retention) {
        m_choice->addItem(words, QPoint(retention.everythingDays, retention.dailyDays));
    };
    offer(tr("all for 7 days, then one a day for a month"), {7, 30});
    offer(tr("all for 30 days, then one a day for a year"), {30, 365});
    offer(tr("all for a year, then one a day for ever"), {365, kForEver});
    offer(tr("all, for ever"), {kForEver, kForEver});
    const HistoryRetention now = m_store.thinner().retention().value_or(HistoryRetention());
    const auto find = [this](const HistoryRetention &retention) {
        return m_choice->findData(QPoint(retention.everythingDays, retention.dailyDays));
    };
    if (find(now) < 0) // set by other means
        offer(tr("all for %Ln day(s), then fewer", nullptr, now.everythingDays), now);
    m_choice->setCurrentIndex(find(now));
    auto *form = makeForm(this);
    addField(form, tr("&Versions kept"), m_choice);
    form->addRow(QString(), m_size);
    connect(m_choice, &QComboBox::activated, this, &RetentionBox::store);
    showSize();
}

void RetentionBox::store(int index)
{
    const QPoint days = m_choice->itemData(index).toPoint();
    const HistoryRetention retention{days.x(), days.y()};
    if (m_store.thinner().retention().value_or(HistoryRetention()) == retention)
        return;
    if (const auto kept = m_store.thinner().setRetention(retention); !kept) {
        m_size->setText(tr("Not saved: %1.").arg(ErrorWords::reason(kept.error())));
        return;
    }
    emit changed();
}

void RetentionBox::showSize()
{
    if (const Result<HistorySize> size = m_store.versions().size())
        m_size->setText(tr("%Ln version(s), %1. What is there now is never removed.", nullptr,
                           int(std::min<qint64>(size->versions, std::numeric_limits<int>::max())))
                            .arg(HistoryWords::size(size->bytes)));
}

} // namespace cairn
