// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringView>

namespace cairn {

/// What a line says, without how it is marked: folded words and numbers with single blanks between.
/// "- [ ] Order seals." and "* [x] order **seals**" say the same. Empty for rules, fences and the
/// like.
QString lineKey(QStringView line);

/// Does this key say enough to be recognised elsewhere? "milk" and "5 mg" do; "ok", "done" and a
/// single letter only say something about their place.
bool isSubstantial(const QString &key);

/// Are these two wordings of one line, or two lines? They share most of the shorter one's words.
bool isRewording(const QString &before, const QString &after);

} // namespace cairn
