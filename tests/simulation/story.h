// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSet>
#include <QString>
#include <QStringList>

namespace cairn::sim {

/// What is written is told by tokens ("zq17v"), each of which is written once by one person.
/// Scans any text, JSON included.
QSet<QString> tokensIn(const QByteArray &text);
QSet<QString> tokensIn(const QString &text);
/// The tokens that are in a text more than once. A line of which a part was left out (…) says again
/// what it needs to be understood: it counts among such lines alone. So do the lines below the
/// places where notes were taken away and are back (`wereTaken`): what others wrote on to a line of
/// a single word stands there with that word.
QStringList doubledIn(const QString &text, bool wereTaken);

/// A text of five places that merge independently: the lines around each are never edited.
struct Story {
    static constexpr int kPlaces = 5;
    QList<QStringList> places = QList<QStringList>(kPlaces);
    QStringList tail; ///< lines that somebody added below

    static Story parse(const QString &body);
    QString toBody() const;
    /// What both say, every token once.
    static Story united(const Story &a, const Story &b);
};

} // namespace cairn::sim
