// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTextDocument>

namespace cairn {

// Qt reads the style sheets, backgrounds and pictures that HTML names while it takes it in: files
// of this computer whole, pipes and devices without end, shares of other hosts with a sign-in. HTML
// is taken in nowhere but here and in the preview; ui/tst_plaintext looks for places that do.

/// A document that loads nothing: no pictures, no style sheets, no files, whatever its text asks
/// for.
class SealedDocument : public QTextDocument {
    Q_OBJECT
public:
    using QTextDocument::QTextDocument;

protected:
    QVariant loadResource(int type, const QUrl &name) override;
};

/// A text without tags, its entities (`&ouml;`) as the characters that they stand for. Any thread.
QString decodedText(const QString &text);

} // namespace cairn
