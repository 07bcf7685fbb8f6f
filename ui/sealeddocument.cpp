// SPDX-License-Identifier: GPL-3.0-or-later
#include "sealeddocument.h"

#include <QUrl>
#include <QVariant>

namespace cairn {

QVariant SealedDocument::loadResource(int type, const QUrl &name)
{
    Q_UNUSED(type)
    Q_UNUSED(name)
    return {};
}

QString decodedText(const QString &text)
{
    // The document itself reads it: a fragment would be read by a document of Qt's that loads.
    SealedDocument document;
    document.setUndoRedoEnabled(false);
    document.setHtml(QStringLiteral("<pre>\n%1</pre>").arg(text));
    return document.toPlainText();
}

} // namespace cairn
