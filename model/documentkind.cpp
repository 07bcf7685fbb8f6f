// SPDX-License-Identifier: GPL-3.0-or-later
#include "documentkind.h"

#include "document.h"
#include "outboxitem.h"

namespace cairn {

namespace {

constexpr DocumentKind kKnownKinds[] = {
    {.name = kNoteType,
     .shown = DocumentKind::Shown::AsNote,
     .merging = DocumentKind::Merging::Text,
     .apart = DocumentKind::Apart::Asked,
     .past = DocumentKind::Past::InHistory,
     .guarded = true,
     .canBeUrgent = true,
     .maxBytes = kMaxDocumentBytes,
     .dependsOn = field::kNotebook},
    {.name = kNotebookType,
     .shown = DocumentKind::Shown::AsNotebook,
     .merging = DocumentKind::Merging::Registers,
     .past = DocumentKind::Past::InTree,
     .priority = kNotebookPriority,
     .maxBytes = kMaxDocumentBytes,
     .dependsOn = field::kParent},
    {.name = kTemplateType,
     .shown = DocumentKind::Shown::AsTemplate,
     .merging = DocumentKind::Merging::Text,
     .apart = DocumentKind::Apart::BothStay,
     .past = DocumentKind::Past::InHistory,
     .maxBytes = kMaxDocumentBytes},
    {.name = kDeviceType,
     .merging = DocumentKind::Merging::Registers,
     .past = DocumentKind::Past::InTree,
     .isOfDevice = true,
     .maxBytes = kMaxDocumentBytes},
};

constexpr DocumentKind kOfOthers{.maxBytes = kMaxDocumentBytes};

} // namespace

const DocumentKind &kindOf(QStringView name)
{
    for (const DocumentKind &kind : kKnownKinds) {
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
