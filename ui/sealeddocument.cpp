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

QString wordsOfHtml(const QString &html)
{
    // The document itself reads it: a fragment would be read by a document of Qt's that loads.
    SealedDocument document;
    document.setUndoRedoEnabled(false);
    document.setHtml(html);
    QString words = document.toPlainText();
    return words.remove(QChar::ObjectReplacementCharacter);
}

} // namespace cairn
