"""The names that columns usually have, by the field that each is taken for."""

# The first of these names that a record has wins. Only the user names the channel. A dot in a path is read as any
# other separator, so author_name is also author.name.
USUAL_NAMES = {
    "external_id": (
        *("external_id", "id", "message_id", "comment_id", "post_id", "review_id", "uuid", "tweet_id"),
        *("msg_id", "messageid", "commentid", "postid", "reviewid", "submission_id", "response_id", "entry_id"),
    ),
    "kind": ("kind", "type", "message_type"),
    "author_id": (
        *("author_id", "user_id", "author_external_id", "member_id", "from_id", "sender_id", "account_id"),
        *("userid", "uid", "author_user_id", "sender_user_id", "from_user_id", "commenter_id", "reviewer_id"),
        *("customer_id", "contact_id", "requester_id", "creator_id", "poster_id", "author_email", "sender_email"),
        *("author_account_id", "user_email", "customer_email", "requester_email"),
    ),
    "author_name": (
        *("author_name", "author_display_name", "author_username", "author", "autor", "from_name", "sender_name"),
        *("account_acct", "user_username", "user", "username", "user_name", "nick", "display_name"),
        *("reviewer_display_name", "reviewer_name", "reviewer", "sender", "sender_screen_name", "user_screen_name"),
        *("screen_name", "sender_username", "from_username", "author_login", "user_login", "user_display_name"),
        *("customer_name", "contact_name", "requester_name", "requester", "commenter_name", "commenter", "nickname"),
        *("profile_name", "consumer_name", "posted_by", "written_by", "handle", "full_name", "from"),
    ),
    "from_staff": (
        *("from_staff", "is_staff", "staff", "from_agent", "is_agent", "author_is_staff", "by_staff", "staff_reply"),
        *("is_staff_reply", "is_brand_post", "is_employee", "from_company", "is_moderator", "is_admin"),
    ),
    "automated": (
        *("automated", "is_bot", "bot", "author_bot", "author_is_bot", "account_bot", "is_automated", "from_bot"),
        *("sender_is_bot", "user_is_bot", "from_is_bot", "auto_reply", "is_auto_reply", "auto_generated"),
    ),
    "internal": ("internal", "is_internal", "internal_note", "is_internal_note", "private_note", "is_private_note"),
    "posted_at": (
        *("posted_at", "created_at", "timestamp", "date", "time", "datetime", "created", "published_at"),
        *("created_time", "create_time", "created_utc", "sent_at", "submitted_at", "date_created", "datum"),
        *("date_time", "created_datetime", "sent_datetime", "created_on", "created_date", "creation_date"),
        *("creation_time", "message_date", "message_timestamp", "comment_date", "comment_timestamp", "post_date"),
        *("review_date", "review_created", "review_created_at", "review_time", "date_posted"),
        *("posted_on", "posted_date", "post_time", "date_published"),
        *("published_date", "published_on", "publication_date", "date_sent", "sent_date", "sent_on", "received_at"),
        *("date_received", "submission_date", "submit_date", "date_submitted", "submitted_on", "inserted_at"),
        *("timestamp_ms", "unix_time", "ts", "published", "posted", "sent", "submitted"),
    ),
    "edited_at": ("edited_at", "modified_at", "edited_timestamp", "last_edited_at", "edit_date", "date_modified"),
    # What is plain goes before what may be HTML.
    "text": (
        *("text", "body_text", "text_body", "plain_body", "plain_text", "body_plain", "stripped_text", "full_text"),
        *("body", "content", "message", "comment", "review", "comment_text", "review_text", "message_text"),
        *("review_content", "review_body", "selftext", "kommentar", "comment_body", "message_body", "post_text"),
        *("comment_content", "message_content", "post_content", "raw_content", "content_text", "content_rendered"),
        *("contents", "tweet", "tweet_text", "feedback", "feedback_text", "msg", "verbatim", "description", "extract"),
    ),
    "title": (
        "title",
        "subject",
        "headline",
        "titel",
        "review_title",
        "post_title",
        "post_subject",
        "ticket_subject",
        "summary",
    ),
    "rating": (
        "rating",
        "stars",
        "star_rating",
        "sterne",
        "review_rating",
        "review_stars",
        "review_score",
        "overall",
        "user_rating",
    ),
    "parent_external_id": (
        *("parent_external_id", "parent_id", "parent", "in_reply_to", "reply_to", "in_reply_to_id"),
        *("parent_comment_id", "reply_to_message_id", "message_reference_message_id", "in_response_to_tweet_id"),
        *("reply_to_id", "in_reply_to_status_id", "in_reply_to_message_id", "parent_message_id", "parent_post_id"),
        *("reply_to_comment_id", "reply_to_msg_id", "replied_to_id", "in_response_to"),
    ),
    "thread_external_id": (
        *("thread_external_id", "thread_id", "thread", "conversation_id", "topic_id", "ticket_id", "case_id"),
        *("thread_ts", "discussion_id", "conversation", "ticket", "ticket_number", "ticket_no", "case_number"),
        *("conversation_uuid", "link_id", "video_id", "article_id", "story_id", "question_id", "issue_id"),
    ),
    "reactions": (
        *("reactions", "score", "likes", "upvotes", "like_count", "favourites_count", "likes_count", "favorite_count"),
        *("thumbs_up", "thumbs_up_count", "vote_count", "votes", "votes_up", "points", "reaction_count"),
        *("reactions_count", "reactions_total_count", "helpful_votes", "helpful_vote", "helpful_count", "helpful"),
        *("useful", "number_of_likes", "num_likes", "ups"),
    ),
    "reports": ("reports", "flags", "report_count", "reports_count", "flag_count", "num_reports"),
    "views": ("views", "view_count", "impressions", "views_count", "impression_count"),
    "url": ("url", "link", "permalink", "html_url", "permalink_url", "review_url", "post_url", "comment_url"),
    "language": ("language", "lang", "language_code", "lang_code"),
    "tags": ("tags", "labels", "topics"),
    "attachments": ("attachments", "media_attachments", "media_urls"),
    "deleted": ("deleted", "is_deleted", "removed", "is_removed", "deleted_at"),
}
# The same in German, French, Spanish, Portuguese, Italian, Dutch, Polish, Turkish and Swedish, without accents.
FOREIGN_NAMES = {
    "external_id": (
        *("beitrags_id", "kommentar_id", "nachrichten_id", "bewertungs_id", "identifiant", "id_message"),
        *("id_commentaire", "id_avis", "identificador", "id_mensaje", "id_comentario", "comentario_id", "id_resena"),
        *("id_mensagem", "id_do_comentario", "id_da_mensagem", "id_avaliacao", "identificativo", "id_messaggio"),
        *("id_commento", "id_recensione", "bericht_id", "reactie_id", "identyfikator", "id_wiadomosci"),
        *("id_komentarza", "id_opinii", "mesaj_no", "yorum_no", "mesaj_id", "yorum_id", "meddelande_id"),
    ),
    "author_id": (
        *("benutzer_id", "nutzer_id", "verfasser_id", "autor_id", "kunden_id", "kundennummer", "id_auteur"),
        *("auteur_id", "id_utilisateur", "utilisateur_id", "id_client", "id_autor", "id_usuario", "usuario_id"),
        *("id_cliente", "cliente_id", "id_do_autor", "id_do_usuario", "id_autore", "autore_id", "id_utente"),
        *("utente_id", "gebruiker_id", "gebruikers_id", "klant_id", "id_autora", "id_uzytkownika"),
        *("kullanici_id", "yazar_id", "musteri_id", "anvandar_id"),
    ),
    "author_name": (
        *("verfasser", "absender", "benutzer", "benutzername", "nutzer", "nutzername", "kunde", "kundenname"),
        *("auteur", "utilisateur", "nom_d_utilisateur", "nom_utilisateur", "expediteur", "pseudo", "usuario"),
        *("nombre_de_usuario", "remitente", "cliente", "nome_de_usuario", "remetente", "autore", "utente"),
        *("nome_utente", "mittente", "gebruiker", "gebruikersnaam", "afzender", "klant", "uzytkownik"),
        *("nazwa_uzytkownika", "nadawca", "klient", "yazar", "kullanici", "kullanici_adi", "gonderen", "musteri"),
        *("forfattare", "anvandare", "anvandarnamn", "avsandare", "forfatter", "bruger", "bruker"),
    ),
    "posted_at": (
        *("zeit", "zeitpunkt", "zeitstempel", "erstellt", "erstellt_am", "erstelldatum", "erstellungsdatum"),
        *("gesendet_am", "veroffentlicht_am", "eingegangen_am", "datum_uhrzeit", "datum_und_uhrzeit"),
        *("date_de_creation", "date_creation", "cree_le", "horodatage", "date_heure", "date_et_heure", "envoye_le"),
        *("date_d_envoi", "date_de_publication", "publie_le", "fecha", "fecha_de_creacion", "fecha_creacion"),
        *("fecha_hora", "fecha_y_hora", "fecha_de_publicacion", "creado_el", "enviado_el", "publicado_el"),
        *("data_de_criacao", "data_criacao", "data_hora", "data_e_hora", "criado_em", "enviado_em"),
        *("publicado_em", "data_creazione", "data_di_creazione", "data_ora", "data_e_ora", "creato_il"),
        *("inviato_il", "pubblicato_il", "aanmaakdatum", "aangemaakt", "aangemaakt_op", "verzonden_op"),
        *("geplaatst_op", "datum_tijd", "datum_en_tijd", "tijdstip", "data_utworzenia", "data_dodania"),
        *("data_wyslania", "data_i_godzina", "utworzono", "tarih", "olusturma_tarihi", "olusturulma_tarihi"),
        *("gonderim_tarihi", "tarih_saat", "skapad", "skickat", "oprettet", "opprettet"),
    ),
    "text": (
        *("nachricht", "inhalt", "nachrichtentext", "kommentartext", "bewertungstext", "beitrag", "anfrage"),
        *("rezension", "commentaire", "avis", "contenu", "texte", "mensaje", "comentario", "contenido", "texto"),
        *("resena", "mensagem", "conteudo", "messaggio", "commento", "recensione", "contenuto", "testo", "bericht"),
        *("reactie", "opmerking", "inhoud", "tekst", "recensie", "wiadomosc", "komentarz", "tresc", "opinia"),
        *("mesaj", "yorum", "icerik", "metin", "meddelande", "innehall", "besked", "melding", "beskjed"),
    ),
    "title": (
        *("betreff", "uberschrift", "titre", "objet", "sujet", "titulo", "asunto", "assunto", "titolo", "oggetto"),
        *("onderwerp", "tytul", "temat", "baslik", "konu", "rubrik", "amne", "emne"),
    ),
    "rating": (
        *("bewertung", "etoiles", "puntuacion", "calificacion", "valoracion", "estrellas", "avaliacao", "estrelas"),
        *("classificacao", "valutazione", "stelle", "beoordeling", "sterren", "ocena", "puan", "betyg"),
    ),
    "parent_external_id": (
        *("antwort_auf", "reponse_a", "en_reponse_a", "respuesta_a", "en_respuesta_a", "resposta_a"),
        *("em_resposta_a", "risposta_a", "in_risposta_a", "antwoord_op", "reactie_op", "odpowiedz_na", "svar_pa"),
    ),
    "thread_external_id": ("unterhaltung", "gesprach", "conversazione", "conversacion", "conversa", "gesprek"),
    "reactions": (
        *("gefallt_mir", "j_aime", "mentions_j_aime", "me_gusta", "curtidas", "mi_piace", "vind_ik_leuks"),
        *("polubienia", "begeni", "begeni_sayisi", "begeniler", "gilla"),
    ),
    "views": ("aufrufe", "vues", "vistas", "visualizacoes", "visualizzazioni", "weergaven", "wyswietlenia"),
    "url": ("adresse", "lien", "enlace", "baglanti", "lank"),
    "language": ("sprache", "langue", "idioma", "lingua", "taal", "jezyk", "dil", "sprak"),
    "tags": ("schlagworte", "etiquetas", "etiquettes", "etichette"),
    "deleted": ("geloscht", "supprime", "eliminado", "excluido", "eliminato", "verwijderd", "usunieto", "silindi"),
}
# Words that mean this only among others of their language.
AMONG_FOREIGN = {
    "external_id": ("nr", "no", "numero", "codigo", "kod"),
    "posted_at": ("data",),
    "rating": ("note", "nota", "voto", "punkte"),
}
# A date and, in a column of its own, the time of day.
CLOCKS = frozenset(("time", "uhrzeit", "heure", "hora", "ora", "tijd", "godzina", "saat", "klockslag", "tid"))
DATES = frozenset(("date", "datum", "fecha", "data", "tarih", "dato", "posted_date", "sent_date", "message_date"))
# Of what a message is of, where another column is its own id.
PLACES = ("post_id", "submission_id")
SENT = "outbound,outgoing,out,sent,ausgehend!inbound,incoming,in,received,eingehend"
# Who is called a user is a customer to one program and an agent to another.
TEAM = "agent,admin,staff,moderator,employee,support,operator,team,owner"
PUBLIC = "customer,end-user,end_user,client,contact,visitor,member,guest"
ROLES = ("author_role", "sender_role", "user_role", "role", "author_type", "sender_type", "user_type", "from_type")
# What says more of a message than yes or no, as an expression of the column {}.
TOLD_BY = {
    "from_staff": {
        **dict.fromkeys(("inbound", "is_inbound", "incoming", "is_incoming", "from_customer"), "!{}"),
        **dict.fromkeys(("direction", "message_direction"), f"{{}}:{SENT}"),
        **dict.fromkeys(ROLES, f"{{}}:{TEAM}!{PUBLIC}"),
    },
    "automated": dict.fromkeys(ROLES, f"{{}}:bot,system,agent_bot!{TEAM},{PUBLIC}"),
    "internal": {
        **dict.fromkeys(("private", "is_private"), "{}"),
        **dict.fromkeys(("public", "is_public"), "!{}"),
    },
}
