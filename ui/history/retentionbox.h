// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QComboBox;
class QLabel;

namespace cairn {

class Store;

/// How much of the history is kept, and what it takes. Applies at once. `store` outlives it.
class RetentionBox : public QWidget {
    Q_OBJECT
public:
    RetentionBox(Store &store, QWidget *parent);

signals:
    void changed(); ///< old versions may go now

private:
    void store(int index);
    void showSize();

    Store &m_store;
    QComboBox *m_choice;
    QLabel *m_size;
};

} // namespace cairn
