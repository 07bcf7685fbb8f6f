// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/completion.h"

namespace cairn::cli {

namespace {

// Each asks the program that is being typed, so what they offer is what it understands.

/// Bash has divided the line at ':' and '=', too: what no space divides is put together again, and
/// of what is offered the beginning is left out that Bash keeps. Names come from other people, too:
/// none of them may run as a part of the line, and inside of quotes Bash would quote nothing.
const char *const kBash = R"(# Completion of cairn-cli for Bash.
_cairn_cli() {
    local words=() at rest=$COMP_LINE lines=() kept= word quote=
    for ((at = 0; at <= COMP_CWORD; at++)); do
        if ((at == 0)) || [[ $rest == [[:space:]]* || -z ${COMP_WORDS[at]} ]]; then
            words+=("${COMP_WORDS[at]}")
        else
            words[-1]+=${COMP_WORDS[at]}
        fi
        rest=${rest#*"${COMP_WORDS[at]}"}
    done
    word=${words[-1]}
    [[ $word == *[\"\']* ]] && quote=1 kept=${word%%[\"\']*}
    words=("${words[@]//[\"\'\\]/}")
    word=${words[-1]}
    [[ $quote ]] || kept=${word%"${word##*[:=]}"}
    mapfile -t lines < <("${words[0]/#\~/$HOME}" complete -- "${words[@]:1}" 2>/dev/null)
    COMPREPLY=()
    case ${lines[0]-} in
        :files) compopt -o filenames; mapfile -t COMPREPLY < <(compgen -f -- "${word#"$kept"}") ;;
        :folders) compopt -o filenames; mapfile -t COMPREPLY < <(compgen -d -- "${word#"$kept"}") ;;
        *) for word in "${lines[@]%%$'\t'*}"; do
               word=${word#"$kept"}
               [[ $word == *[\"\'\$\`\!\\]* ]] && continue
               [[ $quote ]] || printf -v word %q "$word"
               COMPREPLY+=("$word")
           done ;;
    esac
}
complete -F _cairn_cli cairn-cli
)";

const char *const kZsh = R"(#compdef cairn-cli
# Completion of cairn-cli for zsh.
_cairn-cli() {
    local -a lines offered
    local line
    lines=("${(@f)$("${words[1]}" complete -- "${(@Q)words[2,CURRENT-1]}" "${(Q)PREFIX}" 2>/dev/null)}")
    case ${lines[1]} in
        :files) compset -P '*='; _files ;;
        :folders) compset -P '*='; _files -/ ;;
        ?*) for line in "${lines[@]}"; do
               offered+=("${${${line%%$'\t'*}//\\/\\\\}//:/\\:}:${line#*$'\t'}")
           done
           _describe -V cairn-cli offered ;;
    esac
}
if [ "${funcstack[1]}" = _cairn-cli ]; then
    _cairn-cli "$@"
else
    compdef _cairn-cli cairn-cli
fi
)";

const char *const kFish = R"(# Completion of cairn-cli for fish.
function __cairn_cli_offered
    set -l words (commandline -opc)
    set -l current (string unescape -- (commandline -ct); or commandline -ct)
    set -l lines ($words[1] complete -- $words[2..] $current 2>/dev/null)
    switch "$lines[1]"
        case :files
            __fish_complete_path (string replace -r '^--[^=]*=' '' -- $current)
        case :folders
            __fish_complete_directories (string replace -r '^--[^=]*=' '' -- $current)
        case '*'
            printf '%s\n' $lines
    end
end
complete -c cairn-cli -f -a '(__cairn_cli_offered)'
)";

} // namespace

QString completionScript(const QString &shell)
{
    if (shell == QStringLiteral("bash"))
        return QString::fromUtf8(kBash);
    if (shell == QStringLiteral("zsh"))
        return QString::fromUtf8(kZsh);
    if (shell == QStringLiteral("fish"))
        return QString::fromUtf8(kFish);
    return {};
}

} // namespace cairn::cli
