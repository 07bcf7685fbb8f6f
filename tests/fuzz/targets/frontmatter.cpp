// SPDX-License-Identifier: GPL-3.0-or-later
#include "exchange/frontmatter.h"

#include "fuzzinput.h"
#include "fuzztargets.h"

namespace cairn::fuzz {
namespace {

/// What our own files can say: dates without fractions of seconds, years of four digits.
std::optional<qint64> written(std::optional<qint64> time)
{
    constexpr qint64 kYear9999 = 253'370'764'800'000;
    if (!time || *time < 0 || *time > kYear9999)
        return std::nullopt;
    return *time / 1000;
}

} // namespace

void frontmatter(const QByteArray &input)
{
    QString text = QString::fromUtf8(input);
    text.remove(u'\r');
    const FrontMatter read = readFrontMatter(text);
    require(text.endsWith(read.body), "the text below it is kept");
    if (!read.present) {
        require(read.body == text, "what is no front matter is text");
        return;
    }
    const FrontMatter again = readFrontMatter(writeFrontMatter(read) + read.body);
    require(again.present, "our own front matter is one");
    require(again.body == read.body, "the text comes back");
    require(again.title == read.title && again.id == read.id, "title and id come back");
    require(again.tags == read.tags, "tags come back");
    require(again.pinned == read.pinned && again.emergency == read.emergency, "flags come back");
    require(again.other == read.other, "unknown keys come back");
    if (written(read.createdAt))
        require(written(again.createdAt) == written(read.createdAt), "the time of creation");
    if (written(read.updatedAt))
        require(written(again.updatedAt) == written(read.updatedAt), "the time of change");
}

} // namespace cairn::fuzz
