/* Writes a clean export of 80 columns with invented answers, the same bytes for the same number of rows.
 *
 * usage: clean ROWS > FILE
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

static uint64_t state = 2026;

/* SplitMix64 (Steele, Lea and Flood, 2014). */
static unsigned below(unsigned bound)
{
    uint64_t mixed = state += 0x9E3779B97F4A7C15u;
    mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9u;
    mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EBu;
    return (unsigned)((mixed ^ (mixed >> 31)) % bound);
}

static const char *const words[] = {"keuken", "douche", "sleutel", "één kamer", "gang", "rustig", "bereikbaar", "dichtbij"};

int main(int argc, char **argv)
{
    long rows = argc == 2 ? atol(argv[1]) : 0;

    if (rows <= 0)
        return 64;
    printf("locatie;gemeente;naam;bewoners;datum");
    for (int column = 1; column <= 74; column++)
        printf(";vraag%02d", column);
    printf(";opmerking\n");
    for (long row = 1; row <= rows; row++) {
        printf("L%07ld;GM%04u;", row, 1000 + below(342));
        if (below(4) == 0)
            printf("\"Locatie %u, %s\"", below(900), words[below(8)]);
        else
            printf("Locatie %u", below(900));
        printf(";%u;2026-%02u-%02u", 20 + below(600), 1 + below(12), 1 + below(28));
        for (int column = 1; column <= 74; column++) {
            switch (column % 6) {
            case 0: printf(";%u,%u", below(100), below(10)); break;
            case 1: printf(below(20) ? ";ja" : ";nvt"); break;
            case 2: printf(";%u", 1 + below(5)); break;
            case 3: printf(below(10) ? ";1" : ";"); break;
            case 4: printf(";%u", below(300)); break;
            default: printf(";%u", below(2)); break;
            }
        }
        printf(";\"");
        for (unsigned word = below(12); word > 0; word--)
            printf("%s%s", words[below(8)], word > 1 ? " " : "");
        printf("\"\n");
    }
    return fflush(stdout) ? 2 : 0;
}
