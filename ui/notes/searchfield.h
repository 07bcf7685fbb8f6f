// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLineEdit>
#include <QTimer>

namespace cairn {

/// Search as you type: tells of the text a moment after the last key. Escape clears, Down and Enter
/// go to the results.
class SearchField : public QLineEdit {
    Q_OBJECT
public:
    explicit SearchField(QWidget *parent = nullptr);

    void setSearch(const QString &text); ///< tells at once

signals:
    void searchChanged(const QString &text); ///< trimmed
    void resultsRequested(bool openFirst); ///< Down: false, Enter: true
    void left(); ///< Escape in the empty field

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    void tell();

    QTimer m_pause;
    QString m_told;
};

} // namespace cairn
