// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QString>

class QWidget;

namespace cairn {

/// What an input method composes in one text widget: shown there, not in its text yet, and nowhere
/// kept. commit() makes it text, before the note that it was written for is left. A child of the
/// widget; UI thread.
class Composition : public QObject {
    Q_OBJECT
public:
    explicit Composition(QWidget *widget);

    bool isActive() const { return !m_text.isEmpty(); }
    /// Ends composing as if the person had accepted what is shown. Nothing happens without.
    void commit();

signals:
    void activeChanged(bool active);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    QWidget *m_widget;
    QString m_text; ///< as shown now
    bool m_committed = false; ///< the last commit() was heard
};

} // namespace cairn
