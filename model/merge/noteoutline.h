// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QList>
#include <QString>
#include <QStringView>

namespace cairn {

/// What stands around a block, as the Markdown parser sees it. The line says which one it is.
struct OutlineContainer {
    enum class Type {
        Quote,
        List, ///< `line` is its first item's
        Item,
        Code, ///< `line` is the opening fence; -1: indented code
        Html, ///< also comments
        Table, ///< `line` is the header
    };
    Type type = Type::Quote;
    int line = -1;
    int label = -1; ///< line of the "Morning:" right above it; -1: none
    int parent = -1; ///< index of the container around it
    int depth = 0; ///< containers around it
};

struct OutlineHeading {
    int line = -1;
    int level = 1;
    int parent = -1; ///< index of the heading of a lower level above it
};

/// An HTML element that hides or frames blocks, like <details>.
struct OutlineElement {
    QString name;
    int line = -1;
    int parent = -1;
    bool closed = false; ///< one that is never closed frames nothing
};

/// One line of a note.
struct OutlineLine {
    enum class Kind : quint8 {
        None, ///< no text of its own: blank, a fence, a rule, a link definition
        Text,
        Heading,
        Code,
        Html,
        Table,
        FrontMatter,
    };
    Kind kind = Kind::None;
    quint8 level = 0; ///< of a heading
    int heading = -1; ///< index of the heading above it (a heading's own: the one it belongs to)
    int container = -1; ///< index of the innermost container
    int element = -1; ///< index of the innermost element
    int indentParent = -1; ///< line above that it is indented under
};

/// What a place in the text refers to.
struct OutlineReference {
    int line = -1;
    QString target; ///< link: the address; footnote: its label
};

/// The structure of a note: what each line belongs to, and what it refers to. Lines count from 0.
class NoteOutline {
public:
    /// `text` has \n line ends. Pure. md4c reads it; what md4c does not know (front matter,
    /// footnotes) is read here.
    explicit NoteOutline(QStringView text);

    /// False where the nesting or the links are too many to say anything.
    bool isUsable() const { return m_usable; }

    const QList<QStringView> &texts() const { return m_texts; }
    const QList<OutlineLine> &lines() const { return m_lines; }
    const QList<OutlineContainer> &containers() const { return m_containers; }
    const QList<OutlineHeading> &headings() const { return m_headings; }
    const QList<OutlineElement> &elements() const { return m_elements; }
    /// Links and images with their resolved addresses, in order.
    const QList<OutlineReference> &links() const { return m_links; }
    const QList<OutlineReference> &footnotes() const { return m_footnotes; }
    /// Lines that define a name, first one first; the names are "[label]", "[^label]" and
    /// "key/path" of the front matter, folded.
    const QHash<QString, QList<int>> &definitions() const { return m_definitions; }
    /// The address of a link definition.
    QString definedTarget(int line) const { return m_definedTargets.value(line); }
    /// The first line that is not blank, after the front matter; -1: there is none.
    int firstLine() const { return m_firstLine; }

private:
    friend class OutlineReader;
    void splitLines(QStringView text);
    int readFrontMatter();
    void readDefinitions(int from);
    void readIndentation();

    bool m_usable = true;
    int m_firstLine = -1;
    QList<QStringView> m_texts;
    QList<OutlineLine> m_lines;
    QList<OutlineContainer> m_containers;
    QList<OutlineHeading> m_headings;
    QList<OutlineElement> m_elements;
    QList<OutlineReference> m_links;
    QList<OutlineReference> m_footnotes;
    QHash<QString, QList<int>> m_definitions;
    QHash<int, QString> m_definedTargets;
};

} // namespace cairn
