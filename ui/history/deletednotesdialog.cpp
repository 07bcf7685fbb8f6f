#include "history/deletednotesdialog.h"

#include "clock.h"
#include "errorwords.h"
#include "history/historywords.h"
#include "history/versionview.h"
#include "plaintext.h"
#include "shownname.h"
#include "store/store.h"
#include "store/versionstore.h"
#include "theme/fitting.h"
#include "theme/kind.h"

#include <QHBoxLayout>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QSplitter>

namespace cairn {

namespace {

constexpr int kMaxNotes = 1'000; ///< more are not looked through by hand

} // namespace

DeletedNotesDialog::DeletedNotesDialog(Store &store, const Clock &clock, QWidget *parent)
    : QDialog(parent)
    , m_store(store)
    , m_clock(clock)
    , m_search(new QLineEdit(this))
    , m_list(new QListWidget(this))
    , m_view(new VersionView(this))
    , m_words(new PlainLabel(this))
    , m_restore(new QPushButton(tr("&Restore note"), this))
{
    setObjectName(QStringLiteral("deletedDialog"));
    setWindowTitle(tr("Deleted notes"));
    m_search->setObjectName(QStringLiteral("deletedSearch"));
    m_search->setPlaceholderText(tr("Find by title"));
    m_search->setAccessibleName(tr("Find by title"));
    m_search->setClearButtonEnabled(true);
    m_list->setObjectName(QStringLiteral("deletedList"));
    m_list->setAccessibleName(tr("Deleted notes, last deleted first"));
    m_list->setWordWrap(true);
    m_list->setSpacing(2);
    m_list->setMinimumWidth(180);
    m_words->setObjectName(QStringLiteral("deletedWords"));
    m_words->setWordWrap(true);
    setKind(m_words, "quiet");
    m_restore->setObjectName(QStringLiteral("deletedRestore"));
    m_restore->setAutoDefault(false);
    setKind(m_restore, "primary");
    auto *close = new QPushButton(tr("Close"), this);
    close->setAutoDefault(false);

    auto *side = new QWidget(this);
    auto *sideRows = new QVBoxLayout(side);
    sideRows->setContentsMargins(0, 0, 0, 0);
    sideRows->setSpacing(8);
    sideRows->addWidget(m_search);
    sideRows->addWidget(m_list, 1);
    auto *splitter = new QSplitter(this);
    setKind(splitter, "gutter");
    splitter->setChildrenCollapsible(false);
    splitter->setHandleWidth(16);
    splitter->addWidget(side);
    splitter->addWidget(m_view);
    splitter->setStretchFactor(1, 1);
    splitter->setSizes({270, 560});
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    buttons->addWidget(m_words, 1);
    buttons->addWidget(close);
    buttons->addWidget(m_restore);
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(20, 16, 20, 16);
    rows->setSpacing(12);
    rows->addWidget(splitter, 1);
    rows->addLayout(buttons);
    resizeToFit(this, QSize(860, 560));

    connect(close, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_search, &QLineEdit::textChanged, this, &DeletedNotesDialog::filter);
    connect(m_list, &QListWidget::currentRowChanged, this, &DeletedNotesDialog::showNote);
    connect(m_restore, &QPushButton::clicked, this, [this] {
        if (const DeletedNote *note = chosen())
            emit restoreRequested(note->id, note->rev);
    });
    refresh();
    m_list->setFocus();
}

void DeletedNotesDialog::refresh()
{
    const Result<QList<DeletedNote>> notes = m_store.versions().deletedNotes(kMaxNotes);
    if (!notes) {
        m_words->setText(
            tr("The history could not be read: %1.").arg(ErrorWords::reason(notes.error())));
        return;
    }
    const DeletedNote *before = chosen();
    const QString id = before ? before->id : QString();
    m_notes = *notes;
    m_list->clear();
    int current = 0;
    for (const DeletedNote &note : std::as_const(m_notes)) {
        const QString title = HistoryWords::title(note.title);
        const QString fact =
            tr("Deleted: %1", "when").arg(HistoryWords::when(note.at, m_clock.nowMs()));
        auto *item = new QListWidgetItem(title + u'\n' + fact, m_list);
        item->setData(Qt::AccessibleTextRole, QString(title + QStringLiteral(", ") + fact));
        if (note.id == id)
            current = m_list->row(item);
    }
    m_words->setText(
        m_notes.isEmpty() ? tr("No deleted note is in the history of this computer.")
                          : tr("A restored note comes back on all your devices."));
    if (!m_notes.isEmpty())
        m_list->setCurrentRow(current);
    filter(m_search->text());
    showNote();
}

const DeletedNote *DeletedNotesDialog::chosen() const
{
    const QListWidgetItem *item = m_list->currentItem();
    const int row = m_list->currentRow();
    return item && !item->isHidden() && row < m_notes.size() ? &m_notes.at(row) : nullptr;
}

void DeletedNotesDialog::filter(const QString &text)
{
    int first = -1;
    for (int row = 0; row < m_list->count(); ++row) {
        const bool fits = HistoryWords::title(m_notes.at(row).title)
                              .contains(text.trimmed(), Qt::CaseInsensitive);
        m_list->item(row)->setHidden(!fits);
        if (fits && first < 0)
            first = row;
    }
    if (!chosen() && first >= 0)
        m_list->setCurrentRow(first);
    showNote();
}

void DeletedNotesDialog::showNote()
{
    const DeletedNote *note = chosen();
    m_restore->setEnabled(note);
    m_view->setVisible(note);
    if (!note)
        return;
    const Result<QJsonObject> body = m_store.versions().body(note->id, note->rev);
    const QString device = isolatedName(note->device, kMaxShownDevice);
    const QString heading =
        device.isEmpty() ? tr("As it was last") : tr("As it was last, written on %1").arg(device);
    m_view->show({heading, body ? HistoryWords::text(*body) : QString()});
}

} // namespace cairn
