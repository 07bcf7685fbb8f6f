// SPDX-License-Identifier: GPL-3.0-or-later
#include "accountdialog.h"

#include "connectionwords.h"
#include "forms.h"
#include "plaintext.h"
#include "shownname.h"
#include "theme/fitting.h"
#include "theme/iconlabel.h"
#include "theme/icons.h"
#include "theme/kind.h"

#include <QAccessible>
#include <QLineEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QUrl>
#include <QVBoxLayout>

namespace cairn {

namespace {

constexpr qsizetype kMaxDetail = 600; ///< characters of what a server said

bool isThisComputer(const QString &host)
{
    return host == QLatin1String("localhost") || host == QLatin1String("::1")
        || host.startsWith(QLatin1String("127."));
}

} // namespace

AccountDialog::AccountDialog(const Account &account, const QString &deviceName, QWidget *parent)
    : QDialog(parent)
{
    setObjectName(QStringLiteral("accountDialog"));
    setWindowTitle(tr("Account"));
    build(account, deviceName);
    setBusy(false);
    for (QLineEdit *field : {m_url, m_user, m_password})
        connect(field, &QLineEdit::textEdited, this, &AccountDialog::clearOutcome);
}

Account AccountDialog::cleaned(const QString &url, const QString &user)
{
    QString text = url.trimmed();
    Account account{{}, user.trimmed()};
    if (text.isEmpty())
        return account;
    if (!text.contains(QLatin1String("://"))) {
        const QUrl guess(QStringLiteral("https://") + text);
        text.prepend(
            isThisComputer(guess.host()) ? QStringLiteral("http://") : QStringLiteral("https://"));
    }
    const QUrl parsed(text, QUrl::TolerantMode);
    account.url = parsed.isValid() ? parsed.toString(QUrl::FullyEncoded) : text;
    while (account.url.endsWith(QLatin1Char('/')))
        account.url.chop(1);
    return account;
}

void AccountDialog::build(const Account &account, const QString &deviceName)
{
    auto *heading = new PlainLabel(tr("Your notes on all your devices"), this);
    setKind(heading, "heading");
    auto *intro = new PlainLabel(
        tr("Cairn keeps your notes in step through a CouchDB server: your own, your "
           "organisation's, or a rented one. "
           "Everything stays on this computer as well."),
        this);
    intro->setWordWrap(true);
    setKind(intro, "quiet");
    m_progress = new QProgressBar(this);
    m_progress->setRange(0, 0);
    m_progress->setTextVisible(false);
    m_progress->setAccessibleName(tr("Trying the connection"));

    auto *page = new QWidget(this);
    auto *rows = new QVBoxLayout(page);
    rows->setContentsMargins(24, 20, 24, 12);
    rows->setSpacing(12);
    rows->addWidget(heading);
    rows->addWidget(intro);
    rows->addWidget(buildFields(account, deviceName));
    rows->addWidget(m_progress);
    rows->addWidget(buildOutcome());
    rows->addStretch();
    QLayout *buttons = buildButtons(account.isValid());
    buttons->setContentsMargins(24, 8, 24, 20);
    auto *parts = new QVBoxLayout(this);
    parts->setContentsMargins(0, 0, 0, 0);
    parts->setSpacing(0);
    m_page = new ScrollingPage(page, this);
    parts->addWidget(m_page, 1);
    parts->addLayout(buttons);
    setMinimumWidth(560);
    m_stored = account;
}

QLayout *AccountDialog::buildButtons(bool signedIn)
{
    auto *signOut = new QPushButton(tr("Sign out…"), this);
    signOut->setObjectName(QStringLiteral("accountSignOut"));
    signOut->setAutoDefault(false);
    signOut->setVisible(signedIn);
    setKind(signOut, "danger");
    m_test = new QPushButton(tr("Test connection"), this);
    m_test->setObjectName(QStringLiteral("accountTest"));
    m_test->setAutoDefault(false);
    auto *cancel = new QPushButton(tr("Cancel"), this);
    cancel->setAutoDefault(false);
    m_connect = new QPushButton(tr("Connect"), this);
    m_connect->setObjectName(QStringLiteral("accountConnect"));
    m_connect->setDefault(true);
    setKind(m_connect, "primary");
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    buttons->addWidget(signOut);
    buttons->addStretch();
    buttons->addWidget(m_test);
    buttons->addWidget(cancel);
    buttons->addWidget(m_connect);
    connect(m_test, &QPushButton::clicked, this, [this] { test(false); });
    connect(m_connect, &QPushButton::clicked, this, [this] { test(true); });
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(signOut, &QPushButton::clicked, this, &AccountDialog::signOutRequested);
    return buttons;
}

QLineEdit *
AccountDialog::makeField(const QString &name, const QString &text, const QString &placeholder)
{
    auto *field = new QLineEdit(text, this);
    field->setObjectName(name);
    field->setPlaceholderText(placeholder);
    return field;
}

QWidget *AccountDialog::buildFields(const Account &account, const QString &deviceName)
{
    m_url = makeField(
        QStringLiteral("accountUrl"), account.url, QStringLiteral("https://server.example/notes"));
    m_user = makeField(QStringLiteral("accountUser"), account.user, {});
    m_password = makeField(
        QStringLiteral("accountPassword"), {}, account.isValid() ? tr("unchanged") : QString());
    m_password->setEchoMode(QLineEdit::Password);
    m_device =
        makeField(QStringLiteral("accountDevice"), deviceName, tr("for example: office computer"));
    m_device->setToolTip(tr("Shown beside your versions of a note on your other devices"));
    auto *fields = new QWidget(this);
    auto *form = makeForm(fields);
    addField(form, tr("&Address"), m_url);
    addField(form, tr("&User name"), m_user);
    addField(form, tr("&Password"), m_password);
    addField(form, tr("Name of this &device"), m_device);
    return fields;
}

QWidget *AccountDialog::buildOutcome()
{
    const auto label = [this](const QString &name, const char *kind) {
        auto *made = new PlainLabel(m_outcome);
        made->setObjectName(name);
        made->setWordWrap(true);
        setKind(made, kind);
        return made;
    };
    const auto button = [this](const QString &words, const QString &name) {
        auto *made = new QPushButton(words, m_outcome);
        made->setObjectName(name);
        made->setAutoDefault(false);
        return made;
    };
    m_outcome = new QFrame(this);
    m_outcome->setObjectName(QStringLiteral("accountOutcome"));
    m_outcomeIcon = new IconLabel(20, m_outcome);
    m_outcomeTitle = label(QStringLiteral("accountOutcomeTitle"), "section");
    m_outcomeAdvice = label(QStringLiteral("accountOutcomeAdvice"), "plain");
    m_outcomeDetail = label(QStringLiteral("accountOutcomeDetail"), "quiet");
    m_outcomeDetail->setTextInteractionFlags(
        Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_more = button(tr("Technical detail"), QStringLiteral("accountMore"));
    setKind(m_more, "link");
    m_later = button(tr("Save, connect later"), QStringLiteral("accountLater"));
    auto *links = new QHBoxLayout;
    links->addWidget(m_later);
    links->addWidget(m_more);
    links->addStretch();
    auto *words = new QVBoxLayout;
    words->setSpacing(4);
    words->addWidget(m_outcomeTitle);
    words->addWidget(m_outcomeAdvice);
    words->addWidget(m_outcomeDetail);
    words->addLayout(links);
    auto *row = new QHBoxLayout(m_outcome);
    row->setContentsMargins(12, 10, 12, 8);
    row->setSpacing(10);
    row->addWidget(m_outcomeIcon, 0, Qt::AlignTop);
    row->addLayout(words, 1);
    m_outcome->hide();
    connect(m_more, &QPushButton::clicked, m_outcomeDetail, &QWidget::show);
    connect(m_more, &QPushButton::clicked, m_more, &QWidget::hide);
    connect(m_more, &QPushButton::clicked, this, [this] { makeRoom(m_outcomeDetail); });
    connect(m_later, &QPushButton::clicked, this, &AccountDialog::acceptValues);
    return m_outcome;
}

void AccountDialog::askForPassword(bool refused)
{
    expectPassword();
    setKind(m_outcome, "attention");
    m_outcomeIcon->setIcon(icon(Icon::Account, Tint::Attention));
    showWords(
        refused ? tr("The server does not accept the password any more")
                : tr("To sync, Cairn needs your password"),
        refused ? tr("It may have been changed. What you write is saved on this computer, and sent "
                     "once you have signed in.")
                : tr("Cairn could not read it on this computer. What you write is saved here, and "
                     "sent once you have signed in."));
}

void AccountDialog::expectPassword()
{
    m_stored = {}; // there is none that could stay
    m_password->setPlaceholderText(QString());
    m_password->setFocus(Qt::OtherFocusReason);
}

void AccountDialog::refuseWithoutPassword()
{
    setBusy(false);
    expectPassword();
    lacksPassword();
}

void AccountDialog::test(bool connectAfter)
{
    if (refusesAddress() || lacksPassword())
        return;
    const Account account = cleaned(m_url->text(), m_user->text());
    m_url->setText(account.url);
    m_user->setText(account.user);
    m_connectAfter = connectAfter;
    m_outcome->hide();
    setBusy(true);
    emit testRequested(account, m_password->text());
}

/// It would be shown wherever the address is, and could not be changed without it.
bool AccountDialog::refusesAddress()
{
    if (!addressNamesUser(m_url->text().trimmed()))
        return false;
    setKind(m_outcome, "failed");
    m_outcomeIcon->setIcon(icon(Icon::Warning, Tint::Failed));
    const QString right = addressWithoutUser(m_url->text().trimmed());
    showWords(
        tr("A user name or password does not belong in the address"),
        tr("Please give the address as %1, and user name and password in the fields below it.")
            .arg(isolatedName(right, kMaxShownPath)));
    m_url->setFocus(Qt::OtherFocusReason);
    m_url->selectAll();
    return true;
}

/// The one that is kept belongs to the account that it was given for.
bool AccountDialog::isStored() const
{
    return m_stored.isValid()
        && cleaned(m_url->text(), m_user->text()) == cleaned(m_stored.url, m_stored.user);
}

/// Says so, before anything is sent.
bool AccountDialog::lacksPassword()
{
    if (isStored() || !m_password->text().isEmpty() || m_user->text().trimmed().isEmpty())
        return false;
    setKind(m_outcome, "failed");
    m_outcomeIcon->setIcon(icon(Icon::Warning, Tint::Failed));
    showWords(
        tr("The password is missing"),
        tr("A password belongs to one address and one user. Please give the one for these."));
    m_password->setFocus(Qt::OtherFocusReason);
    return true;
}

void AccountDialog::setReport(const ConnectionReport &report)
{
    if (!m_busy)
        return;
    setBusy(false);
    showOutcome(report);
    if (m_connectAfter && ConnectionWords::of(report).good)
        acceptValues();
}

void AccountDialog::showOutcome(const ConnectionReport &report)
{
    const ConnectionWords words = ConnectionWords::of(report);
    setKind(m_outcome, words.good ? "info" : words.mayWork ? "attention" : "failed");
    QIcon sign = icon(Icon::Warning, Tint::Failed);
    if (words.good || words.mayWork)
        sign = words.good ? icon(Icon::Check, Tint::Accent) : icon(Icon::Offline, Tint::Attention);
    m_outcomeIcon->setIcon(sign);
    showWords(words.title, words.advice);
    m_outcomeDetail->setText(oneLine(report.detail, kMaxDetail));
    m_more->setVisible(!report.detail.isEmpty());
    m_later->setVisible(words.mayWork);
    makeRoom(m_outcome);
    if (report.outcome == ConnectionReport::Outcome::WrongPassword) {
        m_password->setFocus(Qt::OtherFocusReason);
        m_password->selectAll();
    }
}

/// Without technical detail; who has some adds it.
void AccountDialog::showWords(const QString &title, const QString &advice)
{
    m_outcomeTitle->setText(title);
    m_outcomeAdvice->setText(advice);
    m_outcomeDetail->hide();
    m_more->hide();
    m_later->hide();
    m_outcome->setAccessibleName(title);
    m_outcome->setAccessibleDescription(advice);
    m_outcome->show();
    makeRoom(m_outcome);
    QAccessibleEvent event(m_outcome, QAccessible::Alert);
    QAccessible::updateAccessibility(&event);
}

/// For words that appeared; on a screen that has no room for all of them they are scrolled to.
void AccountDialog::makeRoom(QWidget *words)
{
    if (!isVisible())
        return; // it gets the room that it needs when it is shown
    growToFit(this);
    m_page->ensureWidgetVisible(words);
}

void AccountDialog::acceptValues()
{
    if (refusesAddress())
        return;
    const Account account = cleaned(m_url->text(), m_user->text());
    emit accountAccepted(account, m_password->text(), m_device->text().trimmed());
    accept();
}

void AccountDialog::clearOutcome()
{
    m_password->setPlaceholderText(isStored() ? tr("unchanged") : QString());
    m_outcome->hide();
    setBusy(false); // the report of a running trial is about other values now
}

void AccountDialog::setBusy(bool busy)
{
    m_busy = busy;
    const bool complete = !m_url->text().trimmed().isEmpty();
    m_progress->setVisible(busy);
    m_test->setEnabled(!busy && complete);
    m_connect->setEnabled(!busy && complete);
    m_connect->setText(busy && m_connectAfter ? tr("Connecting…") : tr("Connect"));
}

} // namespace cairn
