// SPDX-License-Identifier: GPL-3.0-or-later
#include "quickpicker.h"

#include "pickerdelegate.h"
#include "plaintext.h"
#include "theme/kind.h"

#include <QApplication>
#include <QGraphicsDropShadowEffect>
#include <QKeyEvent>
#include <QLineEdit>
#include <QListWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace cairn {

namespace {

constexpr int kPickerWidth = 560;
constexpr int kRows = 10;

} // namespace

QuickPicker::QuickPicker(QWidget *parent)
    : QFrame(parent)
    , m_field(new QLineEdit(this))
    , m_list(new QListWidget(this))
    , m_none(new PlainLabel(tr("Nothing fits"), this))
{
    setObjectName(QStringLiteral("quickPicker"));
    setKind(this, "popup");
    hide();
    m_field->setObjectName(QStringLiteral("pickerField"));
    m_field->installEventFilter(this);
    m_list->setObjectName(QStringLiteral("pickerList"));
    m_list->setItemDelegate(new PickerDelegate(m_list));
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setUniformItemSizes(true);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setAccessibleName(tr("Suggestions"));
    setKind(m_none, "quiet");
    m_none->setContentsMargins(16, 4, 16, 8);
    auto *fieldRow = new QHBoxLayout;
    fieldRow->setContentsMargins(12, 0, 12, 0);
    fieldRow->addWidget(m_field);
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(1, 12, 1, 6);
    rows->setSpacing(8);
    rows->addLayout(fieldRow);
    rows->addWidget(m_list);
    rows->addWidget(m_none);
    auto *shadow = new QGraphicsDropShadowEffect(this);
    shadow->setBlurRadius(24);
    shadow->setOffset(0, 6);
    shadow->setColor(QColor(0, 0, 0, 70));
    setGraphicsEffect(shadow);
    parent->installEventFilter(this);
    connect(m_field, &QLineEdit::textChanged, this, &QuickPicker::refresh);
    connect(m_field, &QLineEdit::returnPressed, this, &QuickPicker::choose);
    connect(m_list, &QListWidget::itemClicked, this, &QuickPicker::choose);
}

void QuickPicker::ask(const QString &placeholder, Source source, Chosen chosen)
{
    m_source = std::move(source);
    m_chosen = std::move(chosen);
    m_field->setPlaceholderText(placeholder);
    m_field->setAccessibleName(placeholder);
    if (!isVisible())
        m_before = QApplication::focusWidget();
    m_field->clear();
    refresh();
    show();
    raise();
    m_field->setFocus(Qt::PopupFocusReason);
}

QList<PickerItem> QuickPicker::filtered(const QList<PickerItem> &items, const QString &text)
{
    const QStringList words = text.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    QList<PickerItem> starting;
    QList<PickerItem> containing;
    QList<PickerItem> related;
    const auto hasAll = [&words](const QString &where) {
        return std::all_of(words.begin(), words.end(), [&where](const QString &word) {
            return where.contains(word, Qt::CaseInsensitive);
        });
    };
    for (const PickerItem &item : items) {
        if (item.title.startsWith(text.trimmed(), Qt::CaseInsensitive))
            starting.append(item);
        else if (hasAll(item.title))
            containing.append(item);
        else if (hasAll(item.title + u' ' + item.keywords))
            related.append(item);
    }
    return starting + containing + related;
}

void QuickPicker::refresh()
{
    m_list->clear();
    if (!m_source)
        return;
    const QList<PickerItem> items = m_source(m_field->text());
    for (const PickerItem &item : items) {
        auto *row = new QListWidgetItem(item.icon, item.title, m_list);
        row->setData(Qt::UserRole, item.id);
        row->setData(PickerDelegate::kDetailRole, item.detail);
        row->setData(
            Qt::AccessibleTextRole,
            item.detail.isEmpty() ? item.title : item.title + QStringLiteral(", ") + item.detail);
    }
    m_list->setCurrentRow(0);
    m_list->setVisible(m_list->count() > 0);
    m_none->setVisible(m_list->count() == 0);
    m_list->setFixedHeight(
        PickerDelegate::rowHeight(fontMetrics()) * qBound(1, m_list->count(), kRows) + 2);
    place();
}

void QuickPicker::place()
{
    const QWidget *over = parentWidget();
    const int width = qMin(kPickerWidth, over->width() - 32);
    m_list->setFixedWidth(width - 2);
    layout()->activate();
    setGeometry(
        (over->width() - width) / 2, qMax(24, over->height() / 9), width, sizeHint().height());
}

void QuickPicker::choose()
{
    const QListWidgetItem *item = m_list->currentItem();
    if (!item)
        return;
    const QString id = item->data(Qt::UserRole).toString();
    const Chosen chosen = std::exchange(m_chosen, nullptr);
    leave(); // first, so that the focus is back where the choice acts
    if (chosen)
        chosen(id);
}

void QuickPicker::leave()
{
    hide();
    if (m_before)
        m_before->setFocus(Qt::PopupFocusReason);
}

bool QuickPicker::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == parent() && event->type() == QEvent::Resize && isVisible())
        place();
    if (watched == m_field && event->type() == QEvent::FocusOut)
        hide(); // something else was clicked
    if (watched != m_field || event->type() != QEvent::KeyPress)
        return QFrame::eventFilter(watched, event);
    const int key = static_cast<QKeyEvent *>(event)->key();
    if (key == Qt::Key_Escape) {
        leave();
        return true;
    }
    int step = key == Qt::Key_Down ? 1 : key == Qt::Key_Up ? -1 : 0;
    if (key == Qt::Key_PageDown || key == Qt::Key_PageUp)
        step = key == Qt::Key_PageDown ? kRows : -kRows;
    if (step == 0 || m_list->count() == 0)
        return false;
    m_list->setCurrentRow(qBound(0, m_list->currentRow() + step, m_list->count() - 1));
    return true;
}

} // namespace cairn
