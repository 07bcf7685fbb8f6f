// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

#include <functional>
#include <optional>

class QComboBox;
class QFormLayout;
class QLabel;
class QLineEdit;

namespace cairn {

/// Asks for a name, and where it belongs when there is a choice. What cannot be done with the name
/// is said in the dialog, which stays open with what was typed.
class NameDialog : public QDialog {
    Q_OBJECT
public:
    /// Does it. Returns what is wrong, in a sentence, or nothing when it is done.
    using Use = std::function<std::optional<QString>(const QString &name, const QString &place)>;
    struct Place {
        QString id;
        QString words;
    };

    NameDialog(const QString &title, const QString &accept, Use use, QWidget *parent);

    void setExplanation(const QString &words);
    void setName(const QString &name); ///< selected, to be written over
    void offerPlaces(const QString &label, const QList<Place> &places, const QString &chosen);

    void accept() override;

private:
    Use m_use;
    QLabel *m_explanation;
    QFormLayout *m_form;
    QLineEdit *m_name;
    QComboBox *m_place = nullptr;
    QLabel *m_error;
};

} // namespace cairn
