// SPDX-License-Identifier: GPL-3.0-or-later
#include "random.h"

#include <QRandomGenerator>

namespace cairn {

quint64 SystemRandom::next() { return QRandomGenerator::system()->generate64(); }

} // namespace cairn
