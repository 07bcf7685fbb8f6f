// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

/// The entries of all fuzz targets. Each takes any bytes whatever, asserts what must hold for them
/// (see require()), and leaves nothing behind: the same bytes do the same every time. A
/// QCoreApplication exists. `X(name)` once for each; the corpus of a target is corpus/NAME.
#define CAIRN_FUZZ_TARGETS(X)                                                                      \
    X(bulkget)                                                                                     \
    X(canonicaljson)                                                                               \
    X(changesfeed)                                                                                 \
    X(checkpoints)                                                                                 \
    X(databaseurl)                                                                                 \
    X(frontmatter)                                                                                 \
    X(httpanswer)                                                                                  \
    X(identity)                                                                                    \
    X(markdownimport)                                                                              \
    X(preview)                                                                                     \
    X(pushreplies)                                                                                 \
    X(remotedocuments)                                                                             \
    X(revisiontree)                                                                                \
    X(search)                                                                                      \
    X(session)                                                                                     \
    X(textmerge)                                                                                   \
    X(wiredocument)

namespace cairn::fuzz {

#define CAIRN_DECLARE(name) void name(const QByteArray &input);
CAIRN_FUZZ_TARGETS(CAIRN_DECLARE)
#undef CAIRN_DECLARE

} // namespace cairn::fuzz
