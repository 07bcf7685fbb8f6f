// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QElapsedTimer>
#include <QTextBrowser>
#include <QThreadPool>
#include <QTimer>

#include <memory>

namespace cairn {

class SealedDocument;

/// A note as it reads. UI thread only. Rendering waits for a pause and never for a hidden pane;
/// documents of large notes are built on a thread of its own. The scroll position stays while the
/// same note changes.
class PreviewPane : public QTextBrowser {
    Q_OBJECT
public:
    explicit PreviewPane(QWidget *parent = nullptr);
    ~PreviewPane() override;

    /// Another note: shown from its beginning, at once when it is small.
    void showNote(const QString &text);
    /// The same note, changed: shown after a pause.
    void updateNote(const QString &text);
    /// Characters in a line before the column stops growing; 0: no limit.
    void setMeasure(int characters);
    bool isUpToDate() const { return m_shown && *m_shown == m_text; }

signals:
    void taskToggled(int line, bool done); ///< line of the text from 0, and its wanted state
    void linkActivated(const QString &address); ///< http, https, mailto or cairn://note/ID only
    /// A link whose words promise another place: the person is asked first.
    void doubtfulLinkActivated(const QString &words, const QString &address);
    void titleActivated(const QString &title); ///< of `[[title]]`
    void rendered();

protected:
    QVariant loadResource(int type, const QUrl &name) override;
    QMimeData *createMimeDataFromSelection() const override;
    void doSetSource(const QUrl &name, QTextDocument::ResourceType type) override;
    bool event(QEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    struct Job;
    void schedule();
    void render();
    void finish(std::shared_ptr<Job> job);
    void activate(const QUrl &url);
    bool showLinkTip(const QPoint &point, const QPoint &global);
    void updateMeasure();

    QString m_text;
    std::optional<QString> m_shown; ///< the text that is on the screen
    bool m_fromStart = true; ///< the next document is another note
    bool m_working = false; ///< a job is on the other thread
    int m_measure = 75;
    qint64 m_cost = 0; ///< ms that the last rendering took
    QTimer m_pause;
    QThreadPool m_pool; ///< one thread; waits for its job when the pane goes away
};

} // namespace cairn
