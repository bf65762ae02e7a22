#compdef rk
# Completion of rk in zsh: what `rk help` lists, then what the program's own completion offers.
if (( CURRENT == 2 )) || [[ CURRENT -eq 3 && $words[2] == help ]]; then
    local -a programs
    programs=(${(f)"$(rk help 2>/dev/null | sed -n 's/^  \([a-z][a-z-]*\)  *\(.*\)/\1:\2/p')"} 'help:tell what there is')
    _describe program programs
else
    words=("rk-$words[2]" "${(@)words[3,-1]}")
    (( CURRENT -= 1 ))
    _normal
fi
