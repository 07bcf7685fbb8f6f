// SPDX-License-Identifier: GPL-3.0-or-later
#include "preview/previewpane.h"

#include "editor/documenttext.h"
#include "editor/linksafety.h"
#include "notelink.h"
#include "plaintext.h"
#include "preview/markdownrenderer.h"
#include "preview/previewstyle.h"
#include "sealeddocument.h"

#include <QAbstractTextDocumentLayout>
#include <QEvent>
#include <QFontInfo>
#include <QHelpEvent>
#include <QMimeData>
#include <QPointer>
#include <QScrollBar>
#include <QToolTip>

#include <algorithm>

namespace cairn {

namespace {
constexpr qint64 kMinPauseMs = 80;
constexpr qint64 kMaxPauseMs = 1500;
constexpr qsizetype kSmallNote = 20'000; ///< characters; rendered in a few ms, so at once
constexpr int kPaneSideMargin = 24; ///< px
constexpr int kPaneTopMargin = 8;
QString decoded(const QString &part) { return QUrl::fromPercentEncoding(part.toUtf8()); }

/// What a link of the preview follows; empty: nothing outside of it.
QString addressOf(const QUrl &url)
{
    const QString address = url.scheme() == kAskScheme
        ? decoded(url.path(QUrl::FullyEncoded).section(u'/', 0, 0))
        : url.toString(QUrl::FullyEncoded);
    const auto note = NoteLink::parse(address);
    return note ? note->address() : followableAddress(address);
}

} // namespace

/// One rendering: what goes in and the document that comes out. Owned by whoever works on it.
struct PreviewPane::Job {
    QString text;
    QString styleSheet;
    QFont font;
    QElapsedTimer timer;
    std::unique_ptr<SealedDocument> document;

    void run()
    {
        document = std::make_unique<SealedDocument>();
        document->setUndoRedoEnabled(false);
        document->setDefaultFont(font);
        document->setDocumentMargin(0);
        document->setIndentWidth(QFontInfo(font).pixelSize() * 1.8);
        document->setDefaultStyleSheet(styleSheet);
        document->setHtml(renderMarkdown(text));
    }
};

PreviewPane::PreviewPane(QWidget *parent)
    : QTextBrowser(parent)
{
    setObjectName(QStringLiteral("notePreview"));
    setAccessibleName(tr("Preview of the note"));
    setFrameShape(QFrame::NoFrame);
    setBackgroundRole(QPalette::Base);
    setAutoFillBackground(true);
    setOpenLinks(false);
    setOpenExternalLinks(false);
    setDocument(new SealedDocument(this));
    m_pool.setMaxThreadCount(1);
    m_pause.setSingleShot(true);
    connect(&m_pause, &QTimer::timeout, this, &PreviewPane::render);
    connect(this, &QTextBrowser::anchorClicked, this, &PreviewPane::activate);
}

PreviewPane::~PreviewPane() { m_pool.waitForDone(); }

void PreviewPane::showNote(const QString &text)
{
    m_text = text;
    m_fromStart = true;
    m_shown.reset();
    if (isVisible() && !m_working && text.size() <= kSmallNote)
        render();
    else
        schedule();
    // Never the words of one note beside another.
    if (!isUpToDate())
        document()->clear();
}

void PreviewPane::updateNote(const QString &text)
{
    if (text == m_text)
        return;
    m_text = text;
    schedule();
}

void PreviewPane::schedule()
{
    // Hidden panes catch up when they are shown; a busy one when its job is done.
    if (isVisible() && !m_working)
        m_pause.start(m_fromStart ? 0 : int(std::clamp(m_cost * 4, kMinPauseMs, kMaxPauseMs)));
}

void PreviewPane::render()
{
    if (m_working || isUpToDate())
        return;
    auto job = std::make_shared<Job>();
    job->text = m_text;
    job->font = font();
    job->styleSheet = previewStyleSheet(palette(), font());
    job->timer.start();
    m_working = true;
    if (m_text.size() <= kSmallNote) {
        job->run();
        finish(std::move(job));
        return;
    }
    m_pool.start([this, job] {
        job->run();
        job->document->moveToThread(thread());
        // Queued to this object: dropped when it goes away, whose destructor waits for this
        // function.
        QMetaObject::invokeMethod(
            this, [this, job] { finish(job); }, Qt::QueuedConnection);
    });
}

void PreviewPane::finish(std::shared_ptr<Job> job)
{
    m_working = false;
    m_pause.stop();
    const int scroll = m_fromStart ? 0 : verticalScrollBar()->value();
    const QPointer<QTextDocument> old = document();
    SealedDocument *next = job->document.release();
    next->setParent(this);
    setDocument(next);
    delete old.data();
    m_shown = job->text;
    if (scroll > 0) {
        // Layouts of long documents grow while idle; the part to scroll to is needed now.
        next->documentLayout()->hitTest(QPointF(0, scroll + viewport()->height()), Qt::FuzzyHit);
        verticalScrollBar()->setValue(scroll);
    }
    m_cost = job->timer.elapsed();
    if (isUpToDate())
        m_fromStart = false;
    else
        schedule();
    emit rendered();
}

void PreviewPane::activate(const QUrl &url)
{
    const QString scheme = url.scheme();
    const QString path = url.path(QUrl::FullyEncoded);
    if (scheme == kTaskScheme) {
        const qsizetype slash = path.indexOf(u'/');
        bool ok = false;
        const int line = path.left(slash).toInt(&ok);
        // The text may have changed since it was rendered: tick only what the person saw.
        const auto lineOf = [line](const QString &text) { return text.section(u'\n', line, line); };
        if (ok && slash > 0 && m_shown && lineOf(*m_shown) == lineOf(m_text))
            emit taskToggled(line, path.endsWith(u'1'));
    } else if (scheme == kTitleScheme) {
        emit titleActivated(QUrl::fromPercentEncoding(path.toUtf8()));
    } else if (scheme == kAskScheme) {
        if (const QString address = addressOf(url); !address.isEmpty())
            emit doubtfulLinkActivated(decoded(path.section(u'/', 1, 1)), address);
    } else if (const QString address = addressOf(url); !address.isEmpty()) {
        emit linkActivated(address);
    }
}

/// Where the link under the mouse really leads.
bool PreviewPane::showLinkTip(const QPoint &point, const QPoint &global)
{
    const QString place = placeOfLink(addressOf(QUrl(anchorAt(point))));
    if (place.isEmpty())
        return false;
    QToolTip::showText(global, plainToolTip(tr("Opens %1", "host").arg(place)), viewport());
    return true;
}

QMimeData *PreviewPane::createMimeDataFromSelection() const
{
    // Qt's own data would make the plain text again, without no-break spaces.
    const std::unique_ptr<QMimeData> rich(QTextBrowser::createMimeDataFromSelection());
    auto *copied = new QMimeData;
    copied->setHtml(rich->html());
    QString text = fromDocumentText(textCursor().selectedText());
    copied->setText(text.replace(QChar::LineSeparator, u'\n'));
    return copied;
}

QVariant PreviewPane::loadResource(int type, const QUrl &name)
{
    Q_UNUSED(type)
    Q_UNUSED(name)
    return {};
}

void PreviewPane::doSetSource(const QUrl &name, QTextDocument::ResourceType type)
{
    // A note is the only thing this ever shows.
    Q_UNUSED(name)
    Q_UNUSED(type)
}

bool PreviewPane::event(QEvent *event)
{
    if (event->type() == QEvent::Resize)
        updateMeasure();
    if (event->type() == QEvent::ToolTip) {
        const auto *help = static_cast<QHelpEvent *>(event);
        if (!showLinkTip(viewport()->mapFrom(this, help->pos()), help->globalPos()))
            QToolTip::hideText();
        return true;
    }
    return QTextBrowser::event(event);
}

void PreviewPane::showEvent(QShowEvent *event)
{
    QTextBrowser::showEvent(event);
    if (!isUpToDate())
        render();
}

void PreviewPane::changeEvent(QEvent *event)
{
    QTextBrowser::changeEvent(event);
    if (event->type() != QEvent::PaletteChange && event->type() != QEvent::FontChange)
        return;
    updateMeasure();
    m_shown.reset();
    schedule();
}

void PreviewPane::setMeasure(int characters)
{
    m_measure = characters;
    updateMeasure();
}

void PreviewPane::updateMeasure()
{
    int side = kPaneSideMargin;
    if (m_measure > 0) {
        const QScrollBar *bar = verticalScrollBar();
        const int room = contentsRect().width() - (bar->isVisibleTo(this) ? bar->width() : 0);
        side = qMax(side, (room - m_measure * fontMetrics().averageCharWidth()) / 2);
    }
    const QMargins wanted(side, kPaneTopMargin, side, 0);
    if (viewportMargins() != wanted)
        setViewportMargins(wanted);
}

} // namespace cairn
