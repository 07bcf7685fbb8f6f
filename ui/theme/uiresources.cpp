// SPDX-License-Identifier: GPL-3.0-or-later
#include "uiresources.h"

#include <QtGlobal>

void linkUiResources() { Q_INIT_RESOURCE(ui); }
