# ruff: noqa: E501  (running text and tables of words)
"""Parallel texts: title and paragraphs of a statement of work and of a diploma, in many languages.

Places: {name} {born} {inst} {city} {start} {end} {hours} {reg} {date}.
"""

from __future__ import annotations

Text = tuple[str, list[str]]

WORK: dict[str, Text] = {
    "nl": (
        "Verklaring van werkzaamheden",
        [
            "Ondergetekende, hoofd personeelszaken van {inst} te {city}, bevestigt dat {name}, geboren op {born}, van {start} tot en met {end} als verpleegkundige in ons ziekenhuis heeft gewerkt.",
            "Het dienstverband omvatte {hours} uur per week. Betrokkene werkte op de afdeling interne geneeskunde en nam deel aan alle diensten, ook in de nacht en in het weekeinde. Tot de taken hoorden het toedienen van medicijnen, wondverzorging, het bewaken van vitale functies en de overdracht aan de artsen.",
            "Wij hebben haar leren kennen als een zorgvuldige collega die ook onder druk rustig bleef. Tegen de uitoefening van het beroep bestaan van onze kant geen bezwaren. Het personeelsdossier is bij ons bekend onder nummer {reg}.",
            "Deze verklaring is op verzoek van betrokkene opgesteld op {date}.",
        ],
    ),
    "en": (
        "Certificate of Employment",
        [
            "The undersigned, head of human resources of {inst} in {city}, confirms that {name}, born on {born}, was employed as a nurse in our hospital from {start} until {end}.",
            "The contract was for {hours} hours a week. The employee worked on the ward for internal medicine and took part in all shifts, including nights and weekends. Her duties were giving medication, dressing wounds, watching vital signs and reporting to the physicians.",
            "We came to know her as a careful colleague who stayed calm under pressure. We know of no objection to her practising the profession. The personnel file is kept with us under number {reg}.",
            "This statement was drawn up at the request of the person concerned on {date}.",
        ],
    ),
    "fr": (
        "Attestation de travail",
        [
            "Le soussigné, directeur des ressources humaines de {inst} à {city}, atteste que {name}, né(e) le {born}, a travaillé dans notre établissement en qualité d'infirmier du {start} au {end}.",
            "L'emploi portait sur {hours} heures par semaine. L'intéressé a exercé dans le service de médecine interne et a participé à toutes les gardes, y compris la nuit et le week-end. Ses tâches comprenaient l'administration des médicaments, les soins des plaies, la surveillance des fonctions vitales et les transmissions aux médecins.",
            "Nous avons apprécié sa rigueur et son calme dans les moments difficiles. À notre connaissance, rien ne s'oppose à l'exercice de la profession. Le dossier du personnel est conservé sous le numéro {reg}.",
            "La présente attestation est délivrée à la demande de l'intéressé le {date}.",
        ],
    ),
    "de": (
        "Arbeitsbescheinigung",
        [
            "Der Unterzeichnende, Leiter der Personalabteilung von {inst} in {city}, bestätigt, dass {name}, geboren am {born}, vom {start} bis zum {end} als Pflegefachkraft in unserem Haus beschäftigt war.",
            "Die Arbeitszeit betrug {hours} Stunden in der Woche. Die Tätigkeit erfolgte auf der Station für Innere Medizin und umfasste alle Schichten, auch nachts und am Wochenende. Zu den Aufgaben gehörten die Gabe von Medikamenten, die Versorgung von Wunden, die Überwachung der Vitalzeichen und die Übergabe an die Ärzte.",
            "Wir haben sie als sorgfältige Kollegin kennengelernt, die auch unter Druck ruhig blieb. Gegen die Ausübung des Berufs bestehen von unserer Seite keine Bedenken. Die Personalakte wird unter der Nummer {reg} geführt.",
            "Diese Bescheinigung wurde auf Wunsch der betroffenen Person am {date} ausgestellt.",
        ],
    ),
    "pl": (
        "Świadectwo pracy",
        [
            "Niżej podpisany, kierownik działu kadr {inst} w miejscowości {city}, potwierdza, że {name}, urodzona dnia {born}, była zatrudniona w naszym szpitalu jako pielęgniarka od {start} do {end}.",
            "Wymiar czasu pracy wynosił {hours} godzin tygodniowo. Pracownica pełniła dyżury na oddziale chorób wewnętrznych, także w nocy i w dni wolne od pracy. Do jej obowiązków należało podawanie leków, opatrywanie ran, kontrola parametrów życiowych oraz przekazywanie informacji lekarzom.",
            "Poznaliśmy ją jako osobę staranną i opanowaną, również w trudnych sytuacjach. Nie znamy żadnych przeciwwskazań do wykonywania zawodu. Akta osobowe przechowywane są pod numerem {reg}.",
            "Niniejsze zaświadczenie wydano na prośbę zainteresowanej dnia {date}.",
        ],
    ),
    "ro": (
        "Adeverință de muncă",
        [
            "Subsemnatul, șeful serviciului de resurse umane al {inst} din {city}, confirmă că {name}, născută la data de {born}, a fost angajată în spitalul nostru ca asistentă medicală de la {start} până la {end}.",
            "Programul de lucru a fost de {hours} de ore pe săptămână. Angajata și-a desfășurat activitatea în secția de medicină internă și a participat la toate turele, inclusiv noaptea și la sfârșit de săptămână. Atribuțiile au cuprins administrarea medicamentelor, îngrijirea plăgilor, supravegherea funcțiilor vitale și informarea medicilor.",
            "Am cunoscut-o ca pe o colegă atentă, care și-a păstrat calmul în situații grele. Nu cunoaștem niciun motiv care să împiedice exercitarea profesiei. Dosarul de personal se păstrează la noi sub numărul {reg}.",
            "Prezenta adeverință a fost eliberată la cererea persoanei interesate la data de {date}.",
        ],
    ),
    "es": (
        "Certificado de trabajo",
        [
            "El abajo firmante, jefe de recursos humanos de {inst} en {city}, confirma que {name}, nacida el {born}, trabajó en nuestro hospital como enfermera desde el {start} hasta el {end}.",
            "La jornada fue de {hours} horas semanales. La trabajadora prestó sus servicios en la planta de medicina interna y participó en todos los turnos, también de noche y en fin de semana. Sus tareas consistían en administrar medicamentos, curar heridas, vigilar las constantes vitales e informar a los médicos.",
            "La hemos conocido como una compañera cuidadosa que mantuvo la calma en los momentos difíciles. No nos consta ningún impedimento para el ejercicio de la profesión. El expediente personal se conserva con el número {reg}.",
            "Este certificado se expide a petición de la interesada el {date}.",
        ],
    ),
    "it": (
        "Certificato di servizio",
        [
            "Il sottoscritto, responsabile del personale di {inst} a {city}, conferma che {name}, nata il {born}, ha lavorato nel nostro ospedale come infermiera dal {start} al {end}.",
            "L'orario di lavoro era di {hours} ore alla settimana. La dipendente ha prestato servizio nel reparto di medicina interna e ha partecipato a tutti i turni, anche di notte e nei giorni festivi. Tra i suoi compiti vi erano la somministrazione dei farmaci, la cura delle ferite, il controllo dei parametri vitali e le consegne ai medici.",
            "L'abbiamo conosciuta come una collega attenta, capace di restare calma anche sotto pressione. Non ci risultano impedimenti all'esercizio della professione. Il fascicolo personale è conservato con il numero {reg}.",
            "Il presente certificato è rilasciato su richiesta dell'interessata il {date}.",
        ],
    ),
    "pt": (
        "Declaração de trabalho",
        [
            "O abaixo assinado, chefe dos recursos humanos de {inst} em {city}, confirma que {name}, nascida em {born}, trabalhou no nosso hospital como enfermeira de {start} até {end}.",
            "O horário de trabalho era de {hours} horas por semana. A trabalhadora exerceu funções no serviço de medicina interna e participou em todos os turnos, também à noite e ao fim de semana. As suas tarefas incluíam a administração de medicamentos, o tratamento de feridas, a vigilância dos sinais vitais e a passagem de informação aos médicos.",
            "Conhecemo-la como uma colega cuidadosa, que manteve a calma em momentos difíceis. Não temos conhecimento de qualquer impedimento ao exercício da profissão. O processo individual está guardado com o número {reg}.",
            "A presente declaração foi emitida a pedido da interessada em {date}.",
        ],
    ),
    "tr": (
        "Çalışma Belgesi",
        [
            "Aşağıda imzası bulunan {inst} ({city}) personel müdürü, {born} doğumlu {name} adlı kişinin {start} ile {end} tarihleri arasında hastanemizde hemşire olarak çalıştığını onaylar.",
            "Çalışma süresi haftada {hours} saattir. Çalışanımız iç hastalıkları servisinde görev yapmış, gece ve hafta sonu dahil bütün nöbetlere katılmıştır. Görevleri arasında ilaç verilmesi, yara bakımı, yaşamsal bulguların izlenmesi ve hekimlere bilgi aktarılması yer almıştır.",
            "Kendisini zor durumlarda da sakin kalan, dikkatli bir çalışma arkadaşı olarak tanıdık. Mesleğini yapmasına engel olacak bir durum bilinmemektedir. Özlük dosyası {reg} numarası ile saklanmaktadır.",
            "Bu belge ilgilinin isteği üzerine {date} tarihinde düzenlenmiştir.",
        ],
    ),
    "ru": (
        "Справка с места работы",
        [
            "Настоящим подтверждается, что {name}, дата рождения {born}, работала в учреждении «{inst}» (город {city}) в должности медицинской сестры с {start} по {end}.",
            "Продолжительность рабочего времени составляла {hours} часов в неделю. Работа выполнялась в терапевтическом отделении, включая ночные дежурства и выходные дни. В обязанности входили выдача лекарств, обработка ран, наблюдение за состоянием больных и передача сведений врачам.",
            "За время работы она показала себя внимательным сотрудником, который сохраняет спокойствие в трудных условиях. Причин, препятствующих занятию профессией, нам не известно. Личное дело хранится под номером {reg}.",
            "Справка выдана по просьбе сотрудницы {date}.",
        ],
    ),
    "uk": (
        "Довідка з місця роботи",
        [
            "Цим підтверджується, що {name}, дата народження {born}, працювала в закладі «{inst}» (місто {city}) на посаді медичної сестри з {start} до {end}.",
            "Тривалість робочого часу становила {hours} годин на тиждень. Робота виконувалася в терапевтичному відділенні, зокрема вночі та у вихідні дні. До обов'язків належали видача ліків, обробка ран, спостереження за станом хворих і передавання інформації лікарям.",
            "За час роботи вона проявила себе як уважна працівниця, що зберігає спокій у складних обставинах. Причин, які перешкоджали б заняттю професією, нам не відомо. Особова справа зберігається під номером {reg}.",
            "Довідку видано на прохання працівниці {date}.",
        ],
    ),
    "el": (
        "Βεβαίωση προϋπηρεσίας",
        [
            "Ο υπογράφων, προϊστάμενος προσωπικού του ιδρύματος {inst} στην πόλη {city}, βεβαιώνει ότι η {name}, που γεννήθηκε στις {born}, εργάστηκε στο νοσοκομείο μας ως νοσηλεύτρια από {start} έως {end}.",
            "Το ωράριο εργασίας ήταν {hours} ώρες την εβδομάδα. Η εργαζόμενη υπηρέτησε στην παθολογική κλινική και συμμετείχε σε όλες τις βάρδιες, και τη νύχτα και τα σαββατοκύριακα. Στα καθήκοντά της ανήκαν η χορήγηση φαρμάκων, η φροντίδα των τραυμάτων, η παρακολούθηση των ζωτικών σημείων και η ενημέρωση των γιατρών.",
            "Τη γνωρίσαμε ως προσεκτική συνάδελφο που διατηρούσε την ψυχραιμία της σε δύσκολες στιγμές. Δεν γνωρίζουμε κανένα κώλυμα για την άσκηση του επαγγέλματος. Ο ατομικός φάκελος φυλάσσεται με αριθμό {reg}.",
            "Η παρούσα βεβαίωση χορηγείται μετά από αίτηση της ενδιαφερομένης στις {date}.",
        ],
    ),
    "bg": (
        "Удостоверение за стаж",
        [
            "Долуподписаният, началник на отдел „Личен състав“ на {inst} в град {city}, потвърждава, че {name}, родена на {born}, е работила в нашата болница като медицинска сестра от {start} до {end}.",
            "Работното време беше {hours} часа седмично. Служителката работеше в отделението по вътрешни болести и участваше във всички смени, включително през нощта и в почивните дни. Нейните задължения включваха даване на лекарства, обработка на рани, следене на жизнените показатели и предаване на сведения на лекарите.",
            "Познаваме я като внимателна колежка, която запазва спокойствие в трудни моменти. Не са ни известни пречки за упражняване на професията. Личното досие се съхранява под номер {reg}.",
            "Това удостоверение се издава по молба на лицето на {date}.",
        ],
    ),
    "hu": (
        "Munkáltatói igazolás",
        [
            "Alulírott, a(z) {inst} ({city}) személyzeti osztályának vezetője igazolom, hogy {name}, született {born}, kórházunkban ápolóként dolgozott {start} és {end} között.",
            "A munkaidő heti {hours} óra volt. A munkavállaló a belgyógyászati osztályon látta el feladatait, és minden műszakban részt vett, éjszaka és hétvégén is. Feladatai közé tartozott a gyógyszerek beadása, a sebek ellátása, az életjelek megfigyelése és az orvosok tájékoztatása.",
            "Figyelmes kollégának ismertük meg, aki nehéz helyzetekben is nyugodt maradt. A hivatás gyakorlásának részünkről nincs akadálya. A személyi anyagot {reg} szám alatt őrizzük.",
            "Ezt az igazolást az érintett kérésére állítottuk ki, kelt: {date}.",
        ],
    ),
    "cs": (
        "Potvrzení o zaměstnání",
        [
            "Níže podepsaný vedoucí personálního oddělení, {inst}, {city}, potvrzuje, že {name}, narozená dne {born}, pracovala v naší nemocnici jako zdravotní sestra od {start} do {end}.",
            "Pracovní doba činila {hours} hodin týdně. Zaměstnankyně působila na oddělení vnitřního lékařství a účastnila se všech směn, také v noci a o víkendech. K jejím úkolům patřilo podávání léků, ošetřování ran, sledování životních funkcí a předávání informací lékařům.",
            "Poznali jsme ji jako pečlivou kolegyni, která zůstává klidná i v obtížných situacích. Není nám známa žádná překážka pro výkon povolání. Osobní spis je u nás veden pod číslem {reg}.",
            "Toto potvrzení bylo vydáno na žádost jmenované dne {date}.",
        ],
    ),
}
DIPLOMA: dict[str, Text] = {
    "nl": (
        "Getuigschrift",
        [
            "Het bestuur van {inst} te {city} maakt bekend dat {name}, geboren op {born}, de opleiding tot verpleegkundige heeft gevolgd van {start} tot {end} en het afsluitende examen met goed gevolg heeft afgelegd.",
            "De opleiding omvatte theoretisch onderwijs in anatomie, fysiologie, farmacologie en verpleegkunde, en daarnaast {hours} weken stage in erkende instellingen. Aan de houder komen alle rechten toe die de wet aan dit getuigschrift verbindt.",
            "Dit getuigschrift is in het register van de instelling ingeschreven onder nummer {reg} en uitgereikt op {date}.",
        ],
    ),
    "en": (
        "Diploma",
        [
            "The board of {inst} in {city} makes known that {name}, born on {born}, followed the course in nursing from {start} to {end} and has passed the final examination.",
            "The course consisted of lessons in anatomy, physiology, pharmacology and nursing care, together with {hours} weeks of practical training in recognised institutions. The holder has all the rights which the law attaches to this diploma.",
            "This diploma has been entered in the register of the institution under number {reg} and was awarded on {date}.",
        ],
    ),
    "fr": (
        "Diplôme",
        [
            "Le conseil de {inst} à {city} fait savoir que {name}, né(e) le {born}, a suivi la formation en soins infirmiers du {start} au {end} et a réussi l'examen final.",
            "La formation comprenait des cours d'anatomie, de physiologie, de pharmacologie et de soins, ainsi que {hours} semaines de stage dans des établissements reconnus. Le titulaire jouit de tous les droits que la loi attache à ce diplôme.",
            "Ce diplôme est inscrit au registre de l'établissement sous le numéro {reg} et a été remis le {date}.",
        ],
    ),
    "de": (
        "Abschlusszeugnis",
        [
            "Der Vorstand von {inst} in {city} gibt bekannt, dass {name}, geboren am {born}, die Ausbildung in der Krankenpflege vom {start} bis zum {end} besucht und die Abschlussprüfung bestanden hat.",
            "Die Ausbildung umfasste Unterricht in Anatomie, Physiologie, Arzneimittellehre und Pflege sowie {hours} Wochen praktische Ausbildung in anerkannten Einrichtungen. Der Inhaberin stehen alle Rechte zu, die das Gesetz mit diesem Zeugnis verbindet.",
            "Dieses Zeugnis ist im Register der Einrichtung unter der Nummer {reg} eingetragen und wurde am {date} überreicht.",
        ],
    ),
    "pl": (
        "Dyplom",
        [
            "Rada uczelni {inst} w miejscowości {city} oznajmia, że {name}, urodzona dnia {born}, odbyła studia pielęgniarskie od {start} do {end} i złożyła egzamin końcowy z wynikiem pozytywnym.",
            "Kształcenie obejmowało zajęcia z anatomii, fizjologii, farmakologii i pielęgniarstwa oraz {hours} tygodni praktyk w uznanych placówkach. Posiadaczce przysługują wszystkie prawa, które ustawa wiąże z tym dyplomem.",
            "Dyplom wpisano do rejestru uczelni pod numerem {reg} i wydano dnia {date}.",
        ],
    ),
    "ro": (
        "Diplomă",
        [
            "Consiliul {inst} din {city} face cunoscut că {name}, născută la data de {born}, a urmat cursurile de asistență medicală de la {start} până la {end} și a promovat examenul final.",
            "Pregătirea a cuprins cursuri de anatomie, fiziologie, farmacologie și îngrijire, precum și {hours} de săptămâni de practică în instituții recunoscute. Titularul are toate drepturile pe care legea le acordă acestei diplome.",
            "Diploma a fost înscrisă în registrul instituției cu numărul {reg} și înmânată la data de {date}.",
        ],
    ),
    "es": (
        "Título",
        [
            "El consejo de {inst} en {city} hace saber que {name}, nacida el {born}, cursó los estudios de enfermería desde el {start} hasta el {end} y superó el examen final.",
            "La formación comprendió clases de anatomía, fisiología, farmacología y cuidados, además de {hours} semanas de prácticas en centros reconocidos. La titular goza de todos los derechos que la ley concede a este título.",
            "El título quedó inscrito en el registro del centro con el número {reg} y fue entregado el {date}.",
        ],
    ),
    "it": (
        "Diploma",
        [
            "Il consiglio di {inst} a {city} rende noto che {name}, nata il {born}, ha frequentato il corso di infermieristica dal {start} al {end} e ha superato l'esame finale.",
            "La formazione ha compreso lezioni di anatomia, fisiologia, farmacologia e assistenza, oltre a {hours} settimane di tirocinio in strutture riconosciute. Alla titolare spettano tutti i diritti che la legge collega a questo diploma.",
            "Il diploma è iscritto nel registro dell'istituto con il numero {reg} ed è stato consegnato il {date}.",
        ],
    ),
    "pt": (
        "Diploma",
        [
            "O conselho de {inst} em {city} faz saber que {name}, nascida em {born}, frequentou o curso de enfermagem de {start} a {end} e foi aprovada no exame final.",
            "A formação incluiu aulas de anatomia, fisiologia, farmacologia e cuidados, bem como {hours} semanas de estágio em instituições reconhecidas. A titular goza de todos os direitos que a lei confere a este diploma.",
            "O diploma foi inscrito no registo da instituição com o número {reg} e entregue em {date}.",
        ],
    ),
    "tr": (
        "Diploma",
        [
            "{inst} ({city}) yönetim kurulu, {born} doğumlu {name} adlı kişinin {start} ile {end} tarihleri arasında hemşirelik öğrenimini tamamladığını ve bitirme sınavını başardığını bildirir.",
            "Öğrenim; anatomi, fizyoloji, farmakoloji ve bakım derslerini ve ayrıca tanınmış kurumlarda {hours} haftalık uygulamayı kapsamıştır. Diploma sahibi, yasanın bu diplomaya tanıdığı bütün haklardan yararlanır.",
            "Bu diploma kurumun kütüğüne {reg} numarası ile kaydedilmiş ve {date} tarihinde verilmiştir.",
        ],
    ),
    "ru": (
        "Диплом",
        [
            "Совет учреждения «{inst}» (город {city}) удостоверяет, что {name}, дата рождения {born}, обучалась по специальности «Сестринское дело» с {start} по {end} и сдала выпускной экзамен.",
            "Обучение включало занятия по анатомии, физиологии, фармакологии и уходу за больными, а также {hours} недель практики в признанных учреждениях. Владелец пользуется всеми правами, которые закон связывает с этим дипломом.",
            "Диплом внесён в реестр учреждения под номером {reg} и выдан {date}.",
        ],
    ),
    "uk": (
        "Диплом",
        [
            "Рада закладу «{inst}» (місто {city}) засвідчує, що {name}, дата народження {born}, навчалася за спеціальністю «Медсестринство» з {start} до {end} і склала випускний іспит.",
            "Навчання охоплювало заняття з анатомії, фізіології, фармакології та догляду за хворими, а також {hours} тижнів практики у визнаних закладах. Власниця користується всіма правами, які закон пов'язує з цим дипломом.",
            "Диплом внесено до реєстру закладу під номером {reg} і видано {date}.",
        ],
    ),
    "el": (
        "Πτυχίο",
        [
            "Το συμβούλιο του ιδρύματος {inst} στην πόλη {city} γνωστοποιεί ότι η {name}, που γεννήθηκε στις {born}, παρακολούθησε τις σπουδές νοσηλευτικής από {start} έως {end} και πέτυχε στις τελικές εξετάσεις.",
            "Οι σπουδές περιλάμβαναν μαθήματα ανατομίας, φυσιολογίας, φαρμακολογίας και φροντίδας, καθώς και {hours} εβδομάδες πρακτικής άσκησης σε αναγνωρισμένα ιδρύματα. Η κάτοχος έχει όλα τα δικαιώματα που ο νόμος συνδέει με αυτό το πτυχίο.",
            "Το πτυχίο καταχωρίστηκε στο μητρώο του ιδρύματος με αριθμό {reg} και απονεμήθηκε στις {date}.",
        ],
    ),
    "bg": (
        "Диплома",
        [
            "Съветът на {inst} в град {city} удостоверява, че {name}, родена на {born}, е следвала медицински грижи от {start} до {end} и е положила успешно заключителния изпит.",
            "Обучението включваше занятия по анатомия, физиология, фармакология и грижи за болни, както и {hours} седмици практика в признати заведения. Притежателката се ползва с всички права, които законът дава на тази диплома.",
            "Дипломата е вписана в регистъра на заведението под номер {reg} и е връчена на {date}.",
        ],
    ),
    "hu": (
        "Oklevél",
        [
            "A(z) {inst} ({city}) tanácsa kinyilvánítja, hogy {name}, született {born}, az ápolói képzést {start} és {end} között elvégezte, és a záróvizsgát sikerrel letette.",
            "A képzés anatómiai, élettani, gyógyszertani és ápolási tárgyakat, valamint {hours} hét gyakorlatot foglalt magában elismert intézményekben. Az oklevél birtokosát megilletik mindazok a jogok, amelyeket a törvény ehhez az oklevélhez fűz.",
            "Az oklevelet az intézmény nyilvántartásába {reg} szám alatt bejegyezték, és {date} napján átadták.",
        ],
    ),
    "cs": (
        "Diplom",
        [
            "Rada školy {inst}, {city}, oznamuje, že {name}, narozená dne {born}, absolvovala studium ošetřovatelství od {start} do {end} a úspěšně složila závěrečnou zkoušku.",
            "Studium zahrnovalo výuku anatomie, fyziologie, farmakologie a ošetřovatelství a dále {hours} týdnů praxe v uznaných zařízeních. Držitelce náležejí všechna práva, která zákon s tímto diplomem spojuje.",
            "Diplom byl zapsán do rejstříku školy pod číslem {reg} a předán dne {date}.",
        ],
    ),
}
SOURCES = ("pl", "ro", "es", "it", "pt", "tr", "ru", "uk", "el", "bg", "hu", "cs")
MAIN = ("nl", "en", "fr", "de")
