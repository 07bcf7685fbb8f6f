#pragma once

#include <QTextDocument>

namespace cairn {

/// A document that loads nothing: no pictures, no style sheets, no files, whatever its text asks
/// for.
class PreviewDocument : public QTextDocument {
    Q_OBJECT
public:
    using QTextDocument::QTextDocument;

protected:
    QVariant loadResource(int type, const QUrl &name) override;
};

} // namespace cairn
