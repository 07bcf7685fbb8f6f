// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/notes/notebookstore.h"

#include "clock.h"
#include "document.h"
#include "ids.h"
#include "store/projection/notebooktree.h"
#include "store/tree/documentstore.h"
#include "store/tree/leafwriter.h"
#include "store/tree/storebatch.h"

namespace cairn {

namespace {

Failure unknownNotebook(const QString &id)
{
    return failure(ErrorKind::NotFound, QStringLiteral("no such notebook"), id);
}

Failure nameTaken(const QString &name)
{
    return failure(
        ErrorKind::Invalid, QStringLiteral("there is a notebook with this name already"), name);
}

Result<QString> usableName(const QString &name)
{
    const QString usable = NotebookStore::normalizedName(name);
    if (usable.isEmpty())
        return failure(
            ErrorKind::Invalid, QStringLiteral("this name cannot be used for a notebook"), name);
    return usable;
}

} // namespace

NotebookStore::NotebookStore(StoreContext &context)
    : m_context(context)
{
}

NotebookStore::NameFault NotebookStore::faultOf(const QString &name)
{
    const QString usable = name.normalized(QString::NormalizationForm_C).simplified();
    if (usable.isEmpty())
        return NameFault::Empty;
    if (usable.contains(u'/'))
        return NameFault::Slash;
    if (!usable.isValidUtf16())
        return NameFault::NotText;
    return usable.size() > kMaxNotebookName ? NameFault::TooLong : NameFault::None;
}

QString NotebookStore::normalizedName(const QString &name)
{
    return faultOf(name) == NameFault::None
        ? name.normalized(QString::NormalizationForm_C).simplified()
        : QString();
}

Result<NotebookTree> NotebookStore::tree() { return NotebookTree::load(m_context.database); }

Result<QList<NotebookInfo>> NotebookStore::list()
{
    CAIRN_ASSIGN(const NotebookTree notebooks, tree());
    return notebooks.sorted();
}

Result<NotebookInfo> NotebookStore::notebook(const QString &id)
{
    CAIRN_ASSIGN(const NotebookTree notebooks, tree());
    const NotebookInfo *found = notebooks.find(id);
    if (!found)
        return unknownNotebook(id);
    return *found;
}

Result<std::optional<NotebookInfo>> NotebookStore::findPath(const QString &path)
{
    CAIRN_ASSIGN(const NotebookTree notebooks, tree());
    const NotebookInfo *found = notebooks.findPath(path);
    return found ? std::optional(*found) : std::nullopt;
}

Result<NotebookInfo> NotebookStore::ensurePath(const QString &path)
{
    StoreBatch batch(m_context);
    CAIRN_TRY(batch.begin());
    CAIRN_ASSIGN(const NotebookTree notebooks, tree());
    const QStringList names = path.split(u'/', Qt::SkipEmptyParts);
    NotebookInfo at;
    bool missing = false; // from the first missing one on, all are new
    for (const QString &part : names) {
        CAIRN_ASSIGN(const QString name, usableName(part));
        const NotebookInfo *found = missing ? nullptr : notebooks.child(at.id, name);
        if (found) {
            at = *found;
            continue;
        }
        missing = true;
        const QString above = at.path;
        CAIRN_ASSIGN(at, create(name, at.id, batch.changes()));
        at.path = above.isEmpty() ? name : above + u'/' + name;
    }
    if (at.id.isEmpty())
        return failure(
            ErrorKind::Invalid, QStringLiteral("this path cannot be used for a notebook"), path);
    CAIRN_TRY(batch.commit());
    return at;
}

Result<NotebookInfo> NotebookStore::add(const QString &name, const QString &parentId)
{
    CAIRN_ASSIGN(const QString usable, usableName(name));
    StoreBatch batch(m_context);
    CAIRN_TRY(batch.begin());
    CAIRN_ASSIGN(const NotebookTree notebooks, tree());
    const NotebookInfo *parent = parentId.isEmpty() ? nullptr : notebooks.find(parentId);
    if (!parentId.isEmpty() && !parent)
        return unknownNotebook(parentId);
    const QString above = parent ? parent->id : QString();
    if (notebooks.child(above, usable))
        return nameTaken(usable);
    CAIRN_ASSIGN(NotebookInfo added, create(usable, above, batch.changes()));
    CAIRN_TRY(batch.commit());
    added.path = parent ? parent->path + u'/' + usable : usable;
    return added;
}

Result<void> NotebookStore::rename(const QString &id, const QString &name)
{
    CAIRN_ASSIGN(const QString usable, usableName(name));
    StoreBatch batch(m_context);
    CAIRN_TRY(batch.begin());
    CAIRN_ASSIGN(const NotebookTree notebooks, tree());
    const NotebookInfo *notebook = notebooks.find(id);
    if (!notebook)
        return unknownNotebook(id);
    if (notebook->name == usable)
        return batch.commit(); // of nothing
    if (notebooks.child(notebook->parentId, usable))
        return nameTaken(usable);
    CAIRN_TRY(change(notebook->id, batch.changes(), [&usable](QJsonObject &body) {
        body.insert(field::kName, usable);
    }));
    return batch.commit();
}

Result<void> NotebookStore::move(const QString &id, const QString &parentId)
{
    StoreBatch batch(m_context);
    CAIRN_TRY(batch.begin());
    CAIRN_ASSIGN(const NotebookTree notebooks, tree());
    const NotebookInfo *notebook = notebooks.find(id);
    if (!notebook)
        return unknownNotebook(id);
    const QString above = notebooks.resolve(parentId);
    if (!parentId.isEmpty() && above.isEmpty())
        return unknownNotebook(parentId);
    if (!above.isEmpty() && notebooks.isInside(above, notebook->id))
        return failure(
            ErrorKind::Invalid, QStringLiteral("a notebook cannot be moved into itself"), id);
    if (notebook->parentId == above)
        return batch.commit(); // of nothing
    if (notebooks.child(above, notebook->name))
        return nameTaken(notebook->name);
    CAIRN_TRY(change(notebook->id, batch.changes(), [&above](QJsonObject &body) {
        if (above.isEmpty())
            body.remove(field::kParent);
        else
            body.insert(field::kParent, above);
    }));
    return batch.commit();
}

Result<NotebookInfo>
NotebookStore::create(const QString &name, const QString &parentId, ChangeSet &changes)
{
    QJsonObject body{
        {field::kType.toString(), kNotebookType.toString()},
        {field::kSchema.toString(), kSchemaVersion},
        {field::kName.toString(), name},
        {field::kCreatedAt.toString(), m_context.clock.nowMs()},
    };
    if (!parentId.isEmpty())
        body.insert(field::kParent, parentId);
    stampBody(body, m_context);
    const QString id = makeDocumentId(kNotebookType, m_context.clock, m_context.random);
    DocumentStore &documents = m_context.documents;
    CAIRN_ASSIGN(StoredDocument document, documents.create(id));
    CAIRN_TRY(documents.writeLocal(document, std::nullopt, false, body));
    CAIRN_TRY(documents.settle(document, changes));
    changes.notebooks = true;
    return NotebookInfo{id, name, parentId, {}, 0};
}

Result<void> NotebookStore::change(
    const QString &id, ChangeSet &changes, const std::function<void(QJsonObject &)> &edit)
{
    DocumentStore &documents = m_context.documents;
    CAIRN_ASSIGN(std::optional<StoredDocument> document, documents.load(id));
    if (!document || !document->displayed)
        return unknownNotebook(id);
    const RevId parent = *document->displayed;
    CAIRN_ASSIGN(QJsonObject body, documents.body(*document, parent));
    edit(body);
    stampBody(body, m_context);
    CAIRN_TRY(documents.writeLocal(*document, parent, false, body));
    CAIRN_TRY(documents.settle(*document, changes));
    changes.notebooks = true;
    return {};
}

} // namespace cairn
