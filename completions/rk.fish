# Completion of rk in fish: what `rk help` lists, then what the program's own completion offers.
function __rk_programs
    rk help 2>/dev/null | string replace --regex --filter '^  ([a-z][a-z-]*) +(.*)$' '$1\t$2'
    printf 'help\ttell what there is\n'
end

# Completes as if the program had been called by its own name.
function __rk_arguments
    set -l words (commandline -opc)
    complete -C "rk-"(string join ' ' -- (string escape -- $words[2..]) (commandline -ct))
end

complete -c rk -f
complete -c rk -n 'test (count (commandline -opc)) -eq 1' -a '(__rk_programs)'
complete -c rk -n 'test (count (commandline -opc)) -gt 1' -a '(__rk_arguments)'
