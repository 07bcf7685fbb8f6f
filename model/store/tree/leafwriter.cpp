// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/tree/leafwriter.h"

#include "attachmentstubs.h"
#include "clock.h"
#include "damagedtext.h"
#include "document.h"
#include "ids.h"
#include "store/tree/documentstore.h"
#include "store/tree/metastore.h"
#include "store/tree/storecontext.h"

#include <QJsonArray>
#include <QSet>

#include <algorithm>

namespace cairn {

namespace {

/// The devices beside the one in `body` whose versions go into it, with when those were written:
/// the texts themselves may never come to every device. Made of the leaves alone.
Result<QJsonArray> otherDevices(
    StoreContext &context, const StoredDocument &document, const QList<RevId> &leaves,
    const QJsonObject &body)
{
    QSet<QString> known{body.value(field::kDevice).toObject().value(u"id").toString()};
    QJsonArray devices;
    for (const RevId &leaf : leaves) {
        if (!document.states.value(leaf).hasBody)
            continue;
        CAIRN_ASSIGN(const QJsonObject leafBody, context.documents.body(document, leaf));
        const QJsonObject device = leafBody.value(field::kDevice).toObject();
        const QString id = device.value(u"id").toString();
        if (id.isEmpty() || known.contains(id))
            continue;
        known.insert(id);
        devices.append(QJsonObject{
            {QStringLiteral("id"), id},
            {field::kName.toString(), device.value(field::kName)},
            {QStringLiteral("at"), leafBody.value(field::kUpdatedAt)}});
    }
    return devices;
}

} // namespace

std::optional<RevId> mergeBase(const StoredDocument &document, const RevId &a, const RevId &b)
{
    return document.tree.mergeBase(a, b, [&document](const RevId &rev) {
        const RevisionTree::Node *node = document.tree.node(rev);
        return node && !node->deleted && document.states.value(rev).hasBody;
    });
}

Result<std::optional<QJsonObject>>
readBase(StoreContext &context, const StoredDocument &document, const RevId &base)
{
    const auto body = context.documents.body(document, base);
    if (body)
        return std::optional(*body);
    return isDamagedText(body.error()) ? Result<std::optional<QJsonObject>>(std::nullopt)
                                       : Failure(body.error());
}

Result<void> closeLeaf(StoreContext &context, StoredDocument &document, const RevId &leaf)
{
    CAIRN_TRY(context.documents.writeChild(document, leaf, true, closedLeafBody(document.type)));
    return {};
}

namespace {

/// Whoever's text wins, the files of all leaves stay: nobody here could have decided about them.
Result<QJsonObject> attachmentsOf(
    StoreContext &context, const StoredDocument &document, const RevId &onto,
    const QList<RevId> &absorbed)
{
    const auto read = [&](const std::optional<RevId> &rev) -> Result<QJsonObject> {
        if (!rev || !document.states.value(*rev).hasBody)
            return QJsonObject();
        CAIRN_ASSIGN(const QJsonObject body, context.documents.body(document, *rev));
        return attachments::of(body);
    };
    CAIRN_ASSIGN(QJsonObject files, read(onto));
    for (const RevId &leaf : absorbed) {
        CAIRN_ASSIGN(const QJsonObject theirs, read(leaf));
        if (files.isEmpty() && theirs.isEmpty())
            continue; // nearly always
        CAIRN_ASSIGN(const QJsonObject base, read(mergeBase(document, onto, leaf)));
        files = attachments::merged(base, files, theirs);
    }
    return files;
}

} // namespace

Result<RevId> absorbLeaves(
    StoreContext &context, StoredDocument &document, const RevId &onto, QList<RevId> absorbed,
    QJsonObject body)
{
    std::sort(absorbed.begin(), absorbed.end());
    QJsonArray merged;
    for (const RevId &leaf : std::as_const(absorbed))
        merged.append(leaf.toString());
    body.insert(field::kMerged, merged);
    CAIRN_ASSIGN(const QJsonObject files, attachmentsOf(context, document, onto, absorbed));
    attachments::set(body, files);
    CAIRN_ASSIGN(
        const QJsonArray others,
        otherDevices(context, document, QList<RevId>{onto} + absorbed, body));
    QJsonObject device = body.value(field::kDevice).toObject();
    if (others.isEmpty())
        device.remove(kWithDevices);
    else
        device.insert(kWithDevices, others);
    if (!device.isEmpty())
        body.insert(field::kDevice, device);
    CAIRN_ASSIGN(const RevId rev, context.documents.writeChild(document, onto, false, body));
    for (const RevId &leaf : std::as_const(absorbed))
        CAIRN_TRY(closeLeaf(context, document, leaf));
    return rev;
}

Result<RevId> bury(StoreContext &context, StoredDocument &document, ChangeSet &changes)
{
    QJsonObject tombstone{{field::kType.toString(), document.kind().name.toString()}};
    stampBody(tombstone, context);
    DocumentStore &documents = context.documents;
    const QList<RevId> leaves = document.tree.liveLeaves();
    RevId made;
    for (const RevId &leaf : leaves) {
        if (leaf == document.displayed) {
            CAIRN_ASSIGN(made, documents.writeLocal(document, leaf, true, tombstone));
        } else {
            CAIRN_TRY(documents.writeChild(document, leaf, true, tombstone));
        }
    }
    CAIRN_TRY(documents.settle(document, changes));
    return made;
}

Result<void> makeOneOfVersion(
    StoreContext &context, const QString &document, const RevId &version, QJsonObject body,
    ChangeSet &changes)
{
    const DocumentKind &kind = kindOfId(document);
    const QString id =
        idForSource(kind.name, QStringLiteral("version:%1:%2").arg(document, version.toString()));
    CAIRN_ASSIGN(const std::optional<StoredDocument> known, context.documents.load(id));
    if (known)
        return {};
    body.remove(field::kMerged);
    body.remove(field::kResolved);
    body.remove(field::kChosen);
    body.remove(field::kSource); // that is the other one: there is one note a source
    CAIRN_ASSIGN(StoredDocument made, context.documents.create(id));
    CAIRN_TRY(context.documents.writeLocal(made, std::nullopt, false, body));
    return context.documents.settle(made, changes);
}

Result<void> dropUnsent(StoreContext &context, StoredDocument &document)
{
    const auto unsentLeaf = [&document]() -> std::optional<RevId> {
        const QList<RevId> leaves = document.tree.leaves();
        for (const RevId &leaf : leaves) {
            if (!document.states.value(leaf).acknowledged)
                return leaf;
        }
        return std::nullopt;
    };
    while (const std::optional<RevId> leaf = unsentLeaf()) {
        const std::optional<RevId> parent = document.tree.node(*leaf)->parent;
        const bool shown = document.displayed == leaf;
        CAIRN_TRY(context.documents.dropLeaf(document, *leaf));
        if (shown && parent)
            CAIRN_TRY(context.documents.setDisplayed(document, *parent));
    }
    return {};
}

void signBody(QJsonObject &body, const MetaStore &meta)
{
    body.remove(field::kMerged);
    body.remove(field::kResolved);
    body.remove(field::kChosen);
    body.insert(
        field::kDevice,
        QJsonObject{
            {QStringLiteral("id"), meta.deviceId()}, {field::kName.toString(), meta.deviceName()}});
}

void stampBody(QJsonObject &body, const StoreContext &context)
{
    signBody(body, context.meta);
    body.insert(field::kUpdatedAt, context.clock.nowMs());
}

} // namespace cairn
