// SPDX-License-Identifier: GPL-3.0-or-later
#include "conflict/placewords.h"

#include "conflict/conflictdraft.h"
#include "conflict/conflictwords.h"

namespace cairn {

using Choice = PlaceDecision::Choice;

QString PlaceWords::heading(const ConflictDraft &draft, int place)
{
    const QString where = tr("%1 of %2").arg(place + 1).arg(draft.places().size());
    const bool open = draft.decision(place).choice == Choice::None;
    const QString what = !open                             ? decided(draft, place)
        : ConflictWords::isBetweenDevices(draft.details()) ? happened(draft, place)
                                                           : happenedToVersions(draft, place);
    const QString text = tr("%1 · %2", "2 of 3 · what happened").arg(where, what);
    return open && draft.places().at(place).fresh ? tr("New: %1").arg(text) : text;
}

QString PlaceWords::happened(const ConflictDraft &draft, int place)
{
    const ConflictPlace &at = draft.places().at(place);
    if (at.isTitle())
        return tr("The title was changed on both devices");
    if (!draft.details().base)
        return tr("The two versions differ here");
    if (at.chunk.mine.trimmed().isEmpty())
        return tr("Removed on this device, changed on the other");
    if (at.chunk.theirs.trimmed().isEmpty())
        return tr("Changed on this device, removed on the other");
    if (at.chunk.base.trimmed().isEmpty())
        return tr("Both devices wrote something here");
    return tr("Both devices changed this");
}

QString PlaceWords::happenedToVersions(const ConflictDraft &draft, int place)
{
    const ConflictPlace &at = draft.places().at(place);
    const bool here = ConflictWords::isOfThisDevice(draft.details());
    if (at.isTitle())
        return here ? tr("The title was changed twice on this device")
                    : tr("The title was changed in both versions");
    if (!draft.details().base)
        return tr("The two versions differ here");
    if (at.chunk.mine.trimmed().isEmpty())
        return tr("Removed in the version shown here, changed in the other");
    if (at.chunk.theirs.trimmed().isEmpty())
        return tr("Changed in the version shown here, removed in the other");
    if (at.chunk.base.trimmed().isEmpty())
        return here ? tr("Written twice on this device") : tr("Both versions say something here");
    return here ? tr("Changed twice on this device") : tr("Both versions changed this");
}

QString PlaceWords::decided(const ConflictDraft &draft, int place)
{
    const bool devices = ConflictWords::isBetweenDevices(draft.details());
    const PlaceDecision &decision = draft.decision(place);
    switch (decision.choice) {
    case Choice::None:
        break;
    case Choice::Mine:
        return devices ? tr("Decided: this device’s text") : tr("Decided: the version shown here");
    case Choice::Theirs:
        return devices ? tr("Decided: the other device’s text") : tr("Decided: the other version");
    case Choice::Both:
        if (decision.theirsFirst)
            return devices ? tr("Decided: both, the other device’s first")
                           : tr("Decided: both, the other version first");
        return devices ? tr("Decided: both, this device’s first")
                       : tr("Decided: both, the version shown here first");
    case Choice::Edited:
        return tr("Decided: your own text");
    }
    return {};
}

PlaceWords::Choices PlaceWords::choices(const ConflictDetails &details, const QString &where)
{
    if (ConflictWords::isBetweenDevices(details))
        return {
            tr("Use mine"), tr("Use this device’s text, %1").arg(where), tr("Use theirs"),
            tr("Use the other device’s text, %1").arg(where)};
    return {
        tr("Use the version shown here"),
        tr("Use the text of the version shown here, %1").arg(where), tr("Use the other version"),
        tr("Use the text of the other version, %1").arg(where)};
}

} // namespace cairn
