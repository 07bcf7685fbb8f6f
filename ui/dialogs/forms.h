// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "plaintext.h"

#include <QFormLayout>

namespace cairn {

/// A form with our distances; labels stand beside the middle of their fields.
inline QFormLayout *makeForm(QWidget *parent)
{
    auto *form = new QFormLayout(parent);
    form->setContentsMargins(0, 4, 0, 8);
    form->setHorizontalSpacing(24);
    form->setVerticalSpacing(8);
    form->setLabelAlignment(Qt::AlignLeading | Qt::AlignVCenter);
    return form;
}

inline void addField(QFormLayout *form, const QString &words, QWidget *field)
{
    auto *label = new PlainLabel(words, form->parentWidget());
    label->setBuddy(field);
    field->ensurePolished(); // the style sheet decides about its height
    label->setMinimumWidth(
        label->fontMetrics().averageCharWidth() * 14); // forms below each other line up
    label->setMinimumHeight(field->sizeHint().height());
    form->addRow(label, field);
}

} // namespace cairn
