#include "preview/previewdocument.h"

#include <QUrl>
#include <QVariant>

namespace cairn {

QVariant PreviewDocument::loadResource(int type, const QUrl &name)
{
    Q_UNUSED(type)
    Q_UNUSED(name)
    return {};
}

} // namespace cairn
