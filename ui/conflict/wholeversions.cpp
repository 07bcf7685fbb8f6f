// SPDX-License-Identifier: GPL-3.0-or-later
#include "conflict/wholeversions.h"

#include "conflict/conflictwords.h"
#include "plaintext.h"
#include "theme/kind.h"

#include <QGridLayout>
#include <QPushButton>

namespace cairn {

namespace {

QLabel *label(const QString &text, const char *kind, QWidget *parent)
{
    auto *result = new PlainLabel(text, parent);
    result->setWordWrap(true);
    if (kind)
        setKind(result, kind);
    return result;
}

} // namespace

WholeVersions::WholeVersions(const ConflictDetails &details, qint64 now, QWidget *parent)
    : QFrame(parent)
{
    using Keep = Resolution::Keep;
    setObjectName(QStringLiteral("conflictWholeVersions"));
    setKind(this, "popup");
    auto *grid = new QGridLayout(this);
    grid->setContentsMargins(16, 12, 16, 12);
    grid->setHorizontalSpacing(12);
    grid->setVerticalSpacing(8);
    grid->setColumnStretch(1, 1);
    if (details.leaves.size() < 2)
        return;
    if (ConflictWords::isDeletion(details) && details.leaves.size() == 2) {
        addKeepOrDelete(details);
        return;
    }
    addRow(
        "conflictKeepMine",
        ConflictWords::isBetweenDevices(details) ? tr("Keep this device’s version")
                                                 : tr("Keep the version shown here"),
        ConflictWords::keepMineConsequence(details), Keep::Mine, details.leaves[0].rev);
    addRow(
        "conflictKeepOther", tr("Keep the other version"),
        ConflictWords::keepOtherConsequence(details), Keep::Other, details.leaves[1].rev);
    for (int i = 2; i < details.leaves.size(); ++i) {
        const ConflictLeaf &leaf = details.leaves[i];
        auto *button = addRow(
            "", tr("Keep version %1").arg(i + 1),
            tr("The note becomes what was written %1: %2. The others stay in its history.",
               "time, device")
                .arg(ConflictWords::when(leaf.at, now), ConflictWords::leafLabel(leaf)),
            Keep::Revision, leaf.rev);
        button->setObjectName(QStringLiteral("conflictKeepVersion%1").arg(i));
    }
    addRow(
        "conflictKeepBoth",
        details.leaves.size() == 2
            ? tr("Keep both as two notes")
            : tr("Keep all as %Ln note(s)", nullptr, static_cast<int>(details.leaves.size())),
        ConflictWords::keepBothConsequence(details), Keep::Both, {});
}

void WholeVersions::addKeepOrDelete(const ConflictDetails &details)
{
    using Keep = Resolution::Keep;
    const bool mineGone = ConflictWords::isDeleted(details.leaves[0]);
    addRow(
        mineGone ? "conflictKeepOther" : "conflictKeepMine", tr("Keep the note"),
        tr("The note stays on all devices, with the edited text."),
        mineGone ? Keep::Other : Keep::Mine, details.leaves[mineGone ? 1 : 0].rev);
    addRow(
        mineGone ? "conflictKeepMine" : "conflictKeepOther", tr("Delete the note"),
        tr("The note is deleted on all devices. The edited text stays in its history."),
        mineGone ? Keep::Mine : Keep::Other, details.leaves[mineGone ? 0 : 1].rev);
}

QPushButton *WholeVersions::addRow(
    const char *name, const QString &text, const QString &consequence, Resolution::Keep keep,
    const RevId &revision)
{
    auto *grid = static_cast<QGridLayout *>(layout());
    const int row = grid->rowCount();
    auto *button = new QPushButton(text, this);
    button->setObjectName(QLatin1String(name));
    button->setAutoDefault(false);
    button->setAccessibleDescription(consequence);
    grid->addWidget(button, row, 0);
    grid->addWidget(label(consequence, nullptr, this), row, 1);
    connect(button, &QPushButton::clicked, this, [this, keep, revision] {
        emit chosen(keep, revision);
    });
    return button;
}

void WholeVersions::focusFirst()
{
    if (auto *first = findChild<QPushButton *>())
        first->setFocus(Qt::ShortcutFocusReason);
}

VersionList::VersionList(const ConflictDetails &details, qint64 now, QWidget *parent)
    : QFrame(parent)
{
    setObjectName(QStringLiteral("conflictVersions"));
    setKind(this, "info");
    auto *grid = new QGridLayout(this);
    grid->setContentsMargins(16, 12, 16, 12);
    grid->setHorizontalSpacing(16);
    grid->setVerticalSpacing(4);
    grid->setColumnStretch(2, 1);
    grid->addWidget(
        label(
            tr("You decide about two versions at a time. After you save, the result is compared "
               "with the next one."),
            nullptr, this),
        0, 0, 1, 4);
    for (int i = 0; i < details.leaves.size(); ++i) {
        const ConflictLeaf &leaf = details.leaves[i];
        auto *device = label(
            tr("%1. %2", "number, device").arg(i + 1).arg(ConflictWords::leafLabel(leaf)),
            "section", this);
        device->setWordWrap(false);
        auto *when = label(ConflictWords::when(leaf.at, now), "quiet", this);
        when->setWordWrap(false);
        auto *preview = new PlainLabel(
            fontMetrics().elidedText(
                ConflictWords::firstLine(leaf), Qt::ElideRight,
                fontMetrics().horizontalAdvance(u'x') * 48),
            this);
        auto *state = label(i < 2 ? tr("compared now") : tr("next"), "quiet", this);
        state->setWordWrap(false);
        grid->addWidget(device, i + 1, 0);
        grid->addWidget(when, i + 1, 1);
        grid->addWidget(preview, i + 1, 2);
        grid->addWidget(state, i + 1, 3);
    }
}

} // namespace cairn
