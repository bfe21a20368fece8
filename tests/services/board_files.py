"""Boards as other tools export them, with sentences of our own."""

import codecs

SCRUMLR = (
    b"note_id,author_id,author,text,column_id,column,rank,stack,voting_0\n"
    b'6f1,a01,Happy Hippo,"Waited at the desk, twice",c1,Negative,1,null,3\n'
    b"6f2,a02,Quiet Quokka,Same form again,c1,Negative,0,6f1,0\n"
    b"6f3,a01,Happy Hippo,A smile on arrival,c2,Positive,0,null,1\n"
    b"6f4,a03,Brave Bear,Ask the printer people,c3,Actions,0,null,0\n"
)
"""As its server writes it: one note a line, the last one of them a thing to do."""

OLD_SCRUMLR = (
    b"id,author,text,column,timestamp,parent,votes\n"
    b"n1,Happy Hippo,Waited at the desk,Ask,2024-03-01T10:00:00Z,,2\n"
    b"n2,Quiet Quokka,Nobody rang back,Afterwards,2024-03-01T10:01:00Z,,0\n"
)
"""As its pages wrote it before: here the columns of the board are steps."""

KLAXOON = (
    "Idée;Catégorie;Couleur;Auteur;Date de création;J’aime\r\n"
    "Le badge n’est jamais prêt;Irritants équipe;Jaune;Camille Roy;12/03/2026 10:04;4\r\n"
    "Un mot de bienvenue;Enchantements client;Vert;camille.roy@example.org;12/03/2026 10:05;1\r\n"
    "Hors sujet;;Gris;Ali Ben;12/03/2026 10:07;0\r\n"
).encode("cp1252")
"""A list of ideas out of a French spreadsheet, in the letters of Western Windows."""

STORMZ = codecs.BOM_UTF16_LE + (
    "id\ttitle\tdescription\tcluster\tauthor\tlikes\n"
    "12\tNobody says who calls back\tAsked twice\tAsk\tMo\t2\n"
    "13\tThe chat answers at night\t\tAsk\tSam\t5\n"
    "14\tThe bill is clear\t\tPay\tSam\t5\n"
).encode("utf-16-le")
"""Cards with their cluster, in UTF-16 with tabs."""

MIRO = (
    "Ask,Wait,Pay\n"
    "Which number?,Forty minutes on hold,The bill comes late\n"
    "Three forms for one question,,\n"
    "<b>No sign</b> at the door,Music too loud,\n"
).encode("utf-8-sig")
"""A table of which each column is a step and each cell a sticky note."""

KLAXOON_CARDS = (
    "Titre;Contenu;Catégorie;Auteur;Cœurs\r\n"
    "Le badge;Il n’est jamais prêt le matin;Ce qui coince;Camille Roy;4\r\n"
    "Un mot de bienvenue;;Ce qui fait plaisir;Ali Ben;1\r\n"
    ";Trois formulaires pour une question;Ce qui coince;Ali Ben;0\r\n"
    "Qui rappelle ?;Personne ne le sait;Ce qui coince;Mo;2\r\n"
    "Le bruit;Le bruit du hall, toute la journée;Ce qui coince;Mo;2\r\n"
).encode()
"""Cards with a title and a content: either may be empty, or begin like the other."""

MIRO_NOTES = (
    b"Type,Content,Frame,Tags,Created by\n"
    b"frame,Ask,,,Mo\n"
    b"sticky_note,Which number?,Ask,client,Mo\n"
    b'sticky_note,Three forms for one question,Ask,"employee, urgent",Ana\n'
    b"card,The bill comes late,Pay,client,Ana\n"
    b"frame,Pay,,,Mo\n"
)
"""A sheet with a thing of the board a line: its frames are lines too, with their title."""
