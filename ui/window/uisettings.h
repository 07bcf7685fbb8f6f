// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "note.h"
#include "theme/theme.h"

#include <QByteArray>
#include <QFont>

class QSettings;

namespace cairn {

/// The settings of the window, by name and with their defaults. A thin view on QSettings, which
/// outlives it.
class UiSettings {
public:
    enum class View { Editor, Split, Preview };

    explicit UiSettings(QSettings &settings);

    Theme::Mode theme() const;
    void setTheme(Theme::Mode mode);
    QFont editorFont() const; ///< default: the system's font, a little larger
    void setEditorFont(const QFont &font);
    int measure() const; ///< characters in a line of the editor, 0: as wide as the window
    void setMeasure(int characters);
    View view() const;
    void setView(View view);
    bool showsSidebar() const;
    void setShowsSidebar(bool shown);
    NoteQuery::Sort sort() const;
    void setSort(NoteQuery::Sort sort);
    QString shortcut(const QString &action, const QString &fallback) const;
    void setShortcut(const QString &action, const QString &keys, const QString &fallback);

    QByteArray bytes(const QString &name) const; ///< geometry, splitter sizes …
    void setBytes(const QString &name, const QByteArray &value);
    QString text(const QString &name) const;
    void setText(const QString &name, const QString &value);

private:
    QSettings &m_settings;
};

} // namespace cairn
