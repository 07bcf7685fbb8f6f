// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include <functional>

class QCompleter;
class QKeyEvent;
class QPlainTextEdit;
class QStringListModel;

namespace cairn {

/// Offers note titles behind `[[` and writes the chosen one with its `]]`. Child of the editor it
/// serves.
class TitleCompleter : public QObject {
    Q_OBJECT
public:
    using Source = std::function<QStringList(const QString &text)>;

    explicit TitleCompleter(QPlainTextEdit *editor);
    void setSource(Source source) { m_source = std::move(source); }

    /// Call after each change by typing: opens, refreshes or closes the list.
    void update();
    /// Keys that belong to the open list; the editor must ignore them.
    bool takes(const QKeyEvent *event) const;
    bool isOpen() const;

private:
    void insert(const QString &title);
    int
    openedAt() const; ///< position behind `[[` in the document, -1: the caret is in no such place

    QPlainTextEdit *m_editor;
    QCompleter *m_completer;
    QStringListModel *m_titles;
    Source m_source;
};

} // namespace cairn
