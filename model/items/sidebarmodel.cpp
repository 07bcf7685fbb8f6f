// SPDX-License-Identifier: GPL-3.0-or-later
#include "items/sidebarmodel.h"

#include "shownname.h"
#include "store/notes/notebookstore.h"
#include "store/notes/tagstore.h"
#include "store/store.h"
#include "tagname.h"

#include <QSet>

#include <algorithm>
#include <functional>
#include <utility>
#include <vector>

namespace cairn {

namespace {
constexpr qsizetype kMaxShownTags = 1'000; ///< more are no list that anybody reads
constexpr int kReadAgainMs = 1'000; ///< after changes that could not be read
} // namespace

struct SidebarModel::Node {
    Place place = Place::All;
    QString id;
    QString name;
    QString path; ///< notebooks
    int count = 0;
    NoteQuery query;
    Node *parent = nullptr;
    std::vector<std::unique_ptr<Node>> children;

    Node *
    add(Place kind, const QString &text, int notes, const NoteQuery &lists,
        const QString &identity = {})
    {
        auto node = std::make_unique<Node>();
        node->place = kind;
        node->name = text;
        node->count = notes;
        node->query = lists;
        node->id = identity;
        node->parent = this;
        children.push_back(std::move(node));
        return children.back().get();
    }
    bool isSamePlace(const Node &other) const { return place == other.place && id == other.id; }
    int row() const
    {
        const auto &all = parent->children;
        return int(
            std::find_if(
                all.cbegin(), all.cend(), [this](const auto &n) { return n.get() == this; })
            - all.cbegin());
    }
};

SidebarModel::SidebarModel(Store &store, QObject *parent)
    : QAbstractItemModel(parent)
    , m_store(store)
    , m_root(std::make_unique<Node>())
{
    m_again.setSingleShot(true);
    connect(&m_again, &QTimer::timeout, this, &SidebarModel::readAgain);
}

SidebarModel::~SidebarModel() = default;

Result<void> SidebarModel::refresh()
{
    CAIRN_ASSIGN(const std::unique_ptr<Node> wanted, read());
    follow(*m_root, *wanted);
    m_again.stop();
    m_failing = false;
    return {};
}

void SidebarModel::applyChanges(const ChangeSet &changes)
{
    if (!changes.notebooks && !changes.tags && !changes.tallies && !changes.conflicts
        && !changes.everything)
        return;
    readAgain();
}

void SidebarModel::readAgain()
{
    const auto done = refresh();
    if (done)
        return;
    m_again.start(kReadAgainMs);
    if (!std::exchange(m_failing, true))
        emit failed(done.error());
}

Result<std::unique_ptr<SidebarModel::Node>> SidebarModel::read() const
{
    CAIRN_ASSIGN(const Tallies tallies, m_store.tallies());
    auto root = std::make_unique<Node>();
    root->add(Place::All, tr("All notes"), tallies.notes, {});
    NoteQuery emergency;
    emergency.onlyEmergency = true;
    root->add(Place::Emergency, tr("Emergency"), tallies.emergency, emergency);
    NoteQuery tasks;
    tasks.onlyOpenTasks = true;
    root->add(Place::OpenTasks, tr("Open tasks"), tallies.openTasks, tasks);
    if (tallies.conflicts > 0) {
        NoteQuery conflicts;
        conflicts.onlyConflicts = true;
        root->add(Place::Conflicts, tr("Needs review"), tallies.conflicts, conflicts);
    }
    CAIRN_TRY(readNotebooks(*root));
    CAIRN_TRY(readTags(*root));
    NoteQuery trash;
    trash.trashed = true;
    root->add(Place::Trash, tr("Trash"), tallies.trashed, trash);
    return root;
}

Result<void> SidebarModel::readNotebooks(Node &root) const
{
    CAIRN_ASSIGN(const QList<NotebookInfo> notebooks, m_store.notebooks().list());
    QHash<QString, Node *> made;
    for (const NotebookInfo &notebook : notebooks) { // a parent comes before what is in it
        NoteQuery query;
        query.notebookId = notebook.id;
        Node *above = made.value(notebook.parentId, &root);
        Node *node = above->add(Place::Notebook, notebook.name, notebook.notes, query, notebook.id);
        node->path = notebook.path;
        made.insert(notebook.id, node);
        for (; above != &root; above = above->parent)
            above->count += notebook.notes;
    }
    return {};
}

Result<void> SidebarModel::readTags(Node &root) const
{
    CAIRN_ASSIGN(QList<TagInfo> tags, m_store.tags().list());
    if (tags.isEmpty())
        return {};
    const qsizetype all = tags.size();
    if (all > kMaxShownTags) {
        // Those with most notes, in their order; search finds the others.
        QList<int> numbers;
        for (const TagInfo &tag : std::as_const(tags))
            numbers.append(tag.notes);
        std::nth_element(
            numbers.begin(), numbers.begin() + kMaxShownTags, numbers.end(), std::greater<>());
        const int least = numbers.at(kMaxShownTags);
        qsizetype room = kMaxShownTags
            - std::count_if(tags.cbegin(), tags.cend(),
                            [least](const TagInfo &tag) { return tag.notes > least; });
        tags.removeIf([least, &room](const TagInfo &tag) {
            return tag.notes < least || (tag.notes == least && room-- <= 0);
        });
    }
    Node *header = root.add(
        Place::TagsHeader,
        all > tags.size() ? tr("Tags (%1 of %2)").arg(tags.size()).arg(all) : tr("Tags"), 0, {});
    for (const TagInfo &tag : tags) {
        NoteQuery query;
        query.tag = tag.name;
        header->add(Place::Tag, tag.name, tag.notes, query, tag.name);
    }
    return {};
}

/// Makes the children of `shown` those of `wanted`, row by row; nodes that stay are the same
/// objects, so indices stay valid.
void SidebarModel::follow(Node &shown, Node &wanted)
{
    const QModelIndex parent = indexFor(&shown);
    QSet<std::pair<int, QString>> places;
    for (const auto &child : wanted.children)
        places.insert({int(child->place), child->id});
    for (int row = int(shown.children.size()) - 1; row >= 0; --row) {
        const Node &child = *shown.children[size_t(row)];
        if (places.contains({int(child.place), child.id}))
            continue;
        beginRemoveRows(parent, row, row);
        shown.children.erase(shown.children.begin() + row);
        endRemoveRows();
    }
    for (int row = 0; row < int(wanted.children.size()); ++row) {
        Node &target = *wanted.children[size_t(row)];
        const auto begin = shown.children.begin();
        const auto found =
            std::find_if(begin + row, shown.children.end(), [&target](const auto &node) {
                return node->isSamePlace(target);
            });
        if (found == shown.children.end()) {
            // Without its children, which follow as rows of their own.
            auto node = std::make_unique<Node>();
            node->place = target.place;
            node->id = target.id;
            node->parent = &shown;
            beginInsertRows(parent, row, row);
            shown.children.insert(begin + row, std::move(node));
            endInsertRows();
        } else if (found != begin + row) {
            const int from = int(found - begin);
            beginMoveRows(parent, from, from, parent, row);
            std::rotate(begin + row, found, found + 1);
            endMoveRows();
        }
        Node &node = *shown.children[size_t(row)];
        if (node.name != target.name || node.path != target.path || node.count != target.count
            || node.query != target.query) {
            node.name = target.name;
            node.path = target.path;
            node.count = target.count;
            node.query = target.query;
            const QModelIndex changed = createIndex(row, 0, &node);
            emit dataChanged(changed, changed);
        }
        follow(node, target);
    }
}

const SidebarModel::Node *SidebarModel::nodeOf(const QModelIndex &index) const
{
    return index.isValid() ? static_cast<const Node *>(index.constInternalPointer()) : m_root.get();
}

QModelIndex SidebarModel::indexFor(const Node *node) const
{
    return node == m_root.get() ? QModelIndex() : createIndex(node->row(), 0, node);
}

QModelIndex SidebarModel::indexOf(Place place, const QString &id) const
{
    const auto same = [place, key = tagname::key(id), &id](const QString &other) {
        return other == id || (place == Place::Tag && tagname::key(other) == key);
    };
    std::vector<const Node *> open{m_root.get()};
    while (!open.empty()) {
        const Node *node = open.back();
        open.pop_back();
        for (const auto &child : node->children) {
            if (child->place == place && same(child->id))
                return indexFor(child.get());
            open.push_back(child.get());
        }
    }
    return {};
}

QModelIndex SidebarModel::index(int row, int column, const QModelIndex &parent) const
{
    if (!hasIndex(row, column, parent))
        return {};
    return createIndex(row, column, nodeOf(parent)->children[size_t(row)].get());
}

QModelIndex SidebarModel::parent(const QModelIndex &index) const
{
    return index.isValid() ? indexFor(nodeOf(index)->parent) : QModelIndex();
}

int SidebarModel::rowCount(const QModelIndex &parent) const
{
    return parent.column() > 0 ? 0 : int(nodeOf(parent)->children.size());
}

int SidebarModel::columnCount(const QModelIndex &) const { return 1; }

QVariant SidebarModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Node *node = nodeOf(index);
    switch (role) {
    case Qt::DisplayRole:
        return node->name;
    case Qt::ToolTipRole:
        return node->path;
    case Qt::AccessibleTextRole:
        return node->count > 0
            ? tr("%1, %Ln note(s)", nullptr, node->count).arg(isolatedName(node->name))
            : oneLine(node->name);
    case IdRole:
        return node->id;
    case PlaceRole:
        return int(node->place);
    case CountRole:
        return node->count;
    case QueryRole:
        return QVariant::fromValue(node->query);
    default:
        return {};
    }
}

Qt::ItemFlags SidebarModel::flags(const QModelIndex &index) const
{
    if (!index.isValid())
        return {};
    switch (nodeOf(index)->place) {
    case Place::TagsHeader:
        return Qt::ItemIsEnabled;
    case Place::Notebook:
        return Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsDragEnabled
            | Qt::ItemIsDropEnabled;
    case Place::OpenTasks:
    case Place::Conflicts:
        return Qt::ItemIsEnabled | Qt::ItemIsSelectable;
    default:
        return Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsDropEnabled;
    }
}

QHash<int, QByteArray> SidebarModel::roleNames() const
{
    QHash<int, QByteArray> names = QAbstractItemModel::roleNames();
    names.insert(IdRole, "placeId");
    names.insert(PlaceRole, "place");
    names.insert(CountRole, "count");
    names.insert(QueryRole, "query");
    return names;
}

} // namespace cairn
