// SPDX-License-Identifier: GPL-3.0-or-later
#include "documentkind.h"

#include "document.h"
#include "outboxitem.h"

namespace cairn {

namespace {

using Kind = DocumentKind;

constexpr Kind kKinds[] = {
    {.name = kNoteType,
     .shown = Kind::Shown::AsNote,
     .merging = Kind::Merging::Text,
     .apart = Kind::Apart::Asked,
     .past = Kind::Past::InHistory,
     .guarded = true,
     .canBeUrgent = true,
     .maxBytes = kMaxDocumentBytes,
     .title = field::kTitle,
     .dependsOn = field::kNotebook},
    {.name = kNotebookType,
     .shown = Kind::Shown::AsNotebook,
     .merging = Kind::Merging::Registers,
     .past = Kind::Past::InTree,
     .priority = kNotebookPriority,
     .maxBytes = kMaxDocumentBytes,
     .title = field::kName,
     .dependsOn = field::kParent},
    {.name = kTemplateType,
     .shown = Kind::Shown::AsTemplate,
     .merging = Kind::Merging::Text,
     .apart = Kind::Apart::BothStay,
     .past = Kind::Past::InHistory,
     .maxBytes = kMaxDocumentBytes,
     .title = field::kTitle},
    {.name = kDeviceType,
     .merging = Kind::Merging::Registers,
     .past = Kind::Past::InTree,
     .isOfDevice = true,
     .maxBytes = kMaxDocumentBytes,
     .title = field::kName},
};

constexpr Kind kOfOthers{.maxBytes = kMaxDocumentBytes};

} // namespace

const DocumentKind &kindOf(QStringView name)
{
    for (const Kind &kind : kKinds) {
        if (kind.name == name)
            return kind;
    }
    return kOfOthers;
}

const DocumentKind &kindOfId(QStringView id)
{
    const qsizetype colon = id.indexOf(u':');
    const bool named = colon > 0 && colon + 1 < id.size();
    return named ? kindOf(id.first(colon)) : kOfOthers;
}

} // namespace cairn
