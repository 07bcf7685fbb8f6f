// SPDX-License-Identifier: GPL-3.0-or-later
#include "merge/documentmerge.h"

#include "attachmentstubs.h"
#include "document.h"

#include <QJsonArray>

#include <algorithm>
#include <set>

namespace cairn {
namespace {

bool isTrashed(const QJsonObject &body) { return body.contains(field::kTrashedAt); }

std::set<QString> tagsOf(const QJsonObject &body)
{
    std::set<QString> tags;
    const QJsonArray array = body.value(field::kTags).toArray();
    for (const QJsonValue &tag : array)
        tags.insert(tag.toString());
    return tags;
}

bool contains(const std::set<QString> &tags, const QString &tag)
{
    return tags.find(tag) != tags.end();
}

/// A tag of the base stays when both kept it, a new one when either added it.
QJsonArray mergeTags(const QJsonObject &base, const QJsonObject &winner, const QJsonObject &loser)
{
    const std::set<QString> was = tagsOf(base);
    const std::set<QString> winners = tagsOf(winner);
    const std::set<QString> losers = tagsOf(loser);
    std::set<QString> all = winners;
    all.insert(losers.begin(), losers.end());
    QJsonArray result;
    for (const QString &tag : all) {
        if (!contains(was, tag) || (contains(winners, tag) && contains(losers, tag)))
            result.append(tag);
    }
    return result;
}

/// One merge of two bodies; the members are set in `m_result.body` one after the other.
class BodyMerger {
public:
    BodyMerger(const QJsonObject &base, const QJsonObject &winner, const QJsonObject &loser)
        : m_base(base)
        , m_winner(winner)
        , m_loser(loser)
    {
    }

    DocumentMerge merge(DocumentKind::Merging merging)
    {
        mergeRegisters();
        mergeDates();
        mergeAttachments();
        if (merging == DocumentKind::Merging::Text) {
            mergeTitle();
            mergeBody();
            mergeTagSets();
            keepEditsOutOfTrash();
        }
        for (const QStringView name :
             {field::kMerged, field::kResolved, field::kChosen, field::kClosed})
            m_result.body.remove(name.toString());
        return m_result;
    }

private:
    /// An absent member is a value too: it is the default of its register.
    QJsonValue mergedRegister(const QString &name) const
    {
        const QJsonValue winners = m_winner.value(name);
        return winners == m_base.value(name) ? m_loser.value(name) : winners;
    }

    void set(const QString &name, const QJsonValue &value)
    {
        if (value.isUndefined())
            m_result.body.remove(name);
        else
            m_result.body.insert(name, value);
    }

    bool changed(const QJsonObject &side, QStringView name) const
    {
        return side.value(name) != m_base.value(name);
    }

    void mergeRegisters()
    {
        std::set<QString> names;
        for (const QJsonObject *side : {&m_winner, &m_loser}) {
            const QStringList keys = side->keys();
            names.insert(keys.begin(), keys.end());
        }
        for (const QString &name : names)
            set(name, mergedRegister(name));
    }

    /// Who wrote it last and when go together; both are for display only.
    void mergeDates()
    {
        const QString updated = field::kUpdatedAt.toString();
        const QString device = field::kDevice.toString();
        const bool loserLater =
            m_loser.value(updated).toDouble() > m_winner.value(updated).toDouble();
        const QJsonObject &later = loserLater ? m_loser : m_winner;
        set(updated, later.value(updated));
        set(device, later.value(device));
        const QString schema = field::kSchema.toString();
        if (m_loser.value(schema).toInt() > m_winner.value(schema).toInt())
            set(schema, m_loser.value(schema));
        else
            set(schema, m_winner.value(schema));
    }

    void mergeAttachments()
    {
        attachments::set(
            m_result.body,
            attachments::merged(
                attachments::of(m_base), attachments::of(m_winner), attachments::of(m_loser)));
    }

    void mergeTitle()
    {
        m_result.titleConflict = changed(m_winner, field::kTitle) && changed(m_loser, field::kTitle)
            && m_winner.value(field::kTitle) != m_loser.value(field::kTitle);
    }

    void mergeBody()
    {
        m_result.text = mergeText(
            m_base.value(field::kBody).toString(), m_winner.value(field::kBody).toString(),
            m_loser.value(field::kBody).toString());
        if (m_result.text.isClean())
            m_result.body.insert(field::kBody.toString(), m_result.text.text());
    }

    void mergeTagSets()
    {
        if (m_winner.contains(field::kTags) || m_loser.contains(field::kTags))
            set(field::kTags.toString(), mergeTags(m_base, m_winner, m_loser));
    }

    void keepEditsOutOfTrash()
    {
        if (isTrashed(m_base) || isTrashed(m_winner) == isTrashed(m_loser))
            return;
        const QJsonObject &other = isTrashed(m_winner) ? m_loser : m_winner;
        if (changed(other, field::kTitle) || changed(other, field::kBody))
            m_result.body.remove(field::kTrashedAt.toString());
    }

    const QJsonObject &m_base;
    const QJsonObject &m_winner;
    const QJsonObject &m_loser;
    DocumentMerge m_result;
};

/// What a person sees and set.
QJsonObject content(QJsonObject body)
{
    for (const QStringView name :
         {field::kDevice, field::kUpdatedAt, field::kCreatedAt, field::kMerged, field::kResolved,
          field::kChosen})
        body.remove(name.toString());
    if (const QJsonObject stubs = attachments::of(body); !stubs.isEmpty())
        attachments::set(body, attachments::identityOf(stubs));
    return body;
}

} // namespace

DocumentMerge mergeDocuments(
    const QJsonObject &base, const QJsonObject &winner, const QJsonObject &loser,
    DocumentKind::Merging merging)
{
    return BodyMerger(base, winner, loser).merge(merging);
}

QJsonObject withUnsaid(const QJsonObject &base, QJsonObject body)
{
    if (body.contains(field::kDevice))
        return body;
    const QStringList ofOneRevision{
        field::kDevice.toString(), field::kMerged.toString(), field::kResolved.toString(),
        field::kClosed.toString(), attachments::kMember.toString()};
    for (auto it = base.begin(); it != base.end(); ++it) {
        if (!body.contains(it.key()) && !ofOneRevision.contains(it.key()))
            body.insert(it.key(), it.value());
    }
    return body;
}

bool sameContent(const QJsonObject &a, const QJsonObject &b) { return content(a) == content(b); }

} // namespace cairn
