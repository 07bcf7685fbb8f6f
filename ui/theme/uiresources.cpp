#include "uiresources.h"

#include <QtGlobal>

void linkUiResources() { Q_INIT_RESOURCE(ui); }
