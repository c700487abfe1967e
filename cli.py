from mcda.commands import main

main()
