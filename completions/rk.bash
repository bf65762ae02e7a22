# shellcheck shell=bash
# Completion of rk in bash: the programs on PATH, then what the program's own completion offers.
_rk() {
    local cur=${COMP_WORDS[COMP_CWORD]} program=rk-${COMP_WORDS[1]-} old=$COMP_LINE rest handler
    if [[ $COMP_CWORD == 1 || ($COMP_CWORD == 2 && $program == rk-help) ]]; then
        mapfile -t COMPREPLY < <(compgen -W "$(compgen -c rk- | sed 's/^rk-//') help --help --version" -- "$cur" | sort -u)
        return
    fi
    # Its completion lies beside this one.
    if ! complete -p "$program" &>/dev/null && [[ $program =~ ^[a-z-]+$ && -r ${BASH_SOURCE[0]%/*}/$program ]]; then
        # shellcheck disable=SC1090
        source "${BASH_SOURCE[0]%/*}/$program"
    fi
    handler=$(complete -p "$program" 2>/dev/null) && [[ $handler == *" -F "* ]] || return
    handler=${handler##* -F }
    # As if the program had been called by its own name.
    rest=${COMP_LINE#*"${COMP_WORDS[0]}"}
    COMP_LINE=rk-${rest#"${rest%%[![:space:]]*}"}
    COMP_POINT=$((COMP_POINT + ${#COMP_LINE} - ${#old}))
    COMP_WORDS=("$program" "${COMP_WORDS[@]:2}")
    COMP_CWORD=$((COMP_CWORD - 1))
    "${handler%% *}" "$program" "$cur" "${COMP_WORDS[COMP_CWORD - 1]}"
}
complete -o filenames -F _rk rk
