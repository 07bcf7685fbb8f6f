// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

/// Naming the resources (icons, style sheet) makes the linker take them out of the static library.
/// Outside of the namespace, as Q_INIT_RESOURCE must be.
void linkUiResources();
