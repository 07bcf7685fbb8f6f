// SPDX-License-Identifier: GPL-3.0-or-later
#include "fuzztargets.h"

#include <QCoreApplication>

#include <cstddef>
#include <cstdint>

// One program a target: CAIRN_FUZZ_ENTRY is its name.

extern "C" int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    qputenv("QT_LOGGING_RULES", "cairn.*=false");
    // Never destroyed: what a target keeps in it would outlive Qt's own statics.
    static auto *application = new QCoreApplication(*argc, *argv);
    Q_UNUSED(application)
    return 0;
}

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    // A copy of exact size, so that a read past its end is one past the allocation.
    const QByteArray input(reinterpret_cast<const char *>(data), qsizetype(size));
    cairn::fuzz::CAIRN_FUZZ_ENTRY(input);
    return 0;
}
