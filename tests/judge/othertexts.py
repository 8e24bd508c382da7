# ruff: noqa: E501  (running text and tables of words)
"""Running text in further languages, and a third kind of text in the four main ones."""

from __future__ import annotations

OTHER: dict[str, tuple[str, list[str]]] = {
    "af": (
        "Verklaring",
        [
            "Hiermee bevestig ons dat die verpleegster sedert die begin van daardie jaar by ons hospitaal gewerk het en dat sy nie met enige klagte te doen gehad het nie. Sy het haar pligte getrou nagekom en het altyd vroeg by die werk opgedaag.",
            "Die werk het bestaan uit die versorging van pasiënte, die toediening van medisyne en die opleiding van jong studente. Ons was baie tevrede met haar werk en ons hoop dat sy in die toekoms net so gelukkig sal wees. Indien u nog vrae het, kan u ons gerus skakel.",
            "Hierdie brief is op haar eie versoek geskryf en mag vir enige doel gebruik word.",
        ],
    ),
    "lb": (
        "Aarbechtszertifikat",
        [
            "Hei mat bestätege mir, datt d'Infirmière an eisem Spidol geschafft huet an datt si hir Aarbecht ëmmer mat vill Suergfalt gemaach huet. Si war op der Statioun fir bannenzeg Medezin an huet och Nuetsschichten iwwerholl.",
            "Zu hiren Aufgabe gehéieren d'Verdeele vun de Medikamenter, d'Fleeg vu Wonnen an d'Gespréich mat de Familljen. Mir hunn si als eng frëndlech Kolleegin kennegeléiert, déi och a schwéiere Momenter roueg bliwwen ass.",
            "Dëst Schreiwe gouf op Wonsch vun der betraffener Persoun ausgestallt, well si sech am Ausland fir eng nei Plaz bewerbe wëll.",
        ],
    ),
    "fy": (
        "Ferklearring",
        [
            "Hjirmei ferklearje wy dat de ferpleechkundige fan it begjin ôf yn ús sikehûs wurke hat en dat wy tige tefreden binne oer har wurk. Sy hat altyd har bêst dien foar de pasjinten en foar de oare meiwurkers.",
            "It wurk bestie út it fersoarjen fan sike minsken, it útdielen fan medisinen en it begelieden fan jonge learlingen. Ek yn drege tiden bleau sy kalm en hat sy nea in tsjinst oerslein. Wy soenen har graach wer oannimme wolle.",
            "Dizze ferklearring is op eigen fersyk skreaun en mei foar alle doelen brûkt wurde.",
        ],
    ),
    "sco": (
        "Letter o Wark",
        [
            "This is tae let ye ken that the nurse haes wrocht in oor hospital syne the stairt o that year an that we hae aye been gey pleased wi her wark. She wis niver late an she didna complain whan the nichts were lang.",
            "Her darg wis tae leuk efter seik fowk, tae gie oot the medicines an tae learn the young anes whit they needit tae ken. She haes a guid hert an kens hou tae speak wi fowk that isna weel. We wad tak her back the morn gin we coud.",
            "This letter wis written acause she speirt for it hersel, an it micht be uised for ony purpose.",
        ],
    ),
    "ca": (
        "Certificat de treball",
        [
            "El sotasignat fa constar que la infermera ha treballat al nostre hospital des del començament d'aquell any i que ha complert sempre les seves obligacions amb molta cura. Mai no hem rebut cap queixa dels malalts ni dels companys.",
            "Les seves tasques eren administrar els medicaments, curar les ferides, vigilar les constants vitals i informar els metges. També ha acompanyat els estudiants durant les pràctiques i els ha ensenyat a treballar amb calma.",
            "Aquest certificat s'expedeix a petició de la interessada perquè el pugui fer servir allà on calgui.",
        ],
    ),
    "gl": (
        "Certificado de traballo",
        [
            "O abaixo asinante fai constar que a enfermeira traballou no noso hospital desde o comezo daquel ano e que cumpriu sempre as súas obrigas con moito coidado. Nunca recibimos ningunha queixa dos doentes nin dos compañeiros.",
            "As súas tarefas eran administrar os medicamentos, curar as feridas, vixiar as constantes vitais e informar os médicos. Tamén acompañou os estudantes durante as prácticas e ensinoulles a traballar con calma.",
            "Este certificado expídese por petición da interesada para que o poida empregar onde lle cumpra.",
        ],
    ),
    "da": (
        "Arbejdsattest",
        [
            "Undertegnede bekræfter hermed, at sygeplejersken har været ansat på vores hospital, og at hun i hele perioden har udført sit arbejde med stor omhu. Hun har arbejdet på medicinsk afdeling og har deltaget i alle vagter, også om natten.",
            "Opgaverne bestod i at give medicin, pleje sår, holde øje med patienternes tilstand og give besked til lægerne. Vi har lært hende at kende som en rolig kollega, der ikke mister overblikket, når der er travlt.",
            "Denne attest er udstedt efter ønske fra den pågældende og må bruges til ethvert formål.",
        ],
    ),
    "sv": (
        "Arbetsintyg",
        [
            "Härmed intygas att sjuksköterskan har varit anställd vid vårt sjukhus och att hon under hela tiden har skött sitt arbete med stor noggrannhet. Hon har tjänstgjort på medicinkliniken och har deltagit i alla arbetspass, även på natten.",
            "Arbetsuppgifterna bestod i att ge läkemedel, lägga om sår, övervaka patienternas tillstånd och rapportera till läkarna. Vi har lärt känna henne som en lugn kollega som inte tappar överblicken när det är bråttom.",
            "Detta intyg har utfärdats på begäran av den anställda och får användas för alla ändamål.",
        ],
    ),
    "no": (
        "Arbeidsattest",
        [
            "Vi bekrefter med dette at sykepleieren har vært ansatt ved sykehuset vårt, og at hun hele tiden har utført arbeidet sitt med stor nøyaktighet. Hun har arbeidet på medisinsk avdeling og har deltatt i alle vakter, også om natten og i helgene.",
            "Oppgavene gikk ut på å gi medisiner, stelle sår, følge med på tilstanden til pasientene og gi beskjed til legene. Vi har blitt kjent med henne som en rolig kollega som ikke mister oversikten når det haster.",
            "Denne attesten er skrevet etter ønske fra den ansatte og kan brukes til ethvert formål.",
        ],
    ),
    "fi": (
        "Työtodistus",
        [
            "Täten todistamme, että sairaanhoitaja on työskennellyt sairaalassamme ja että hän on koko ajan hoitanut työnsä erittäin huolellisesti. Hän on toiminut sisätautien osastolla ja osallistunut kaikkiin vuoroihin, myös öisin ja viikonloppuisin.",
            "Tehtäviin kuului lääkkeiden antaminen, haavojen hoitaminen, potilaiden tilan seuraaminen ja tietojen välittäminen lääkäreille. Olemme oppineet tuntemaan hänet rauhallisena työtoverina, joka ei hätäänny kiireenkään keskellä.",
            "Tämä todistus on annettu asianomaisen pyynnöstä, ja sitä saa käyttää kaikkiin tarkoituksiin.",
        ],
    ),
    "et": (
        "Töötõend",
        [
            "Käesolevaga kinnitame, et õde on töötanud meie haiglas ja et ta on kogu aja vältel täitnud oma kohustusi väga hoolikalt. Ta töötas sisehaiguste osakonnas ning osales kõigis vahetustes, ka öösiti ja nädalavahetustel.",
            "Tema ülesanded olid ravimite andmine, haavade hooldamine, patsientide seisundi jälgimine ja arstide teavitamine. Oleme teda tundma õppinud kui rahulikku kolleegi, kes ei kaota ka raskes olukorras pead.",
            "See tõend on välja antud töötaja soovil ja seda võib kasutada igal otstarbel.",
        ],
    ),
    "lv": (
        "Darba izziņa",
        [
            "Ar šo apliecinām, ka medicīnas māsa ir strādājusi mūsu slimnīcā un ka viņa visu laiku savus pienākumus ir pildījusi ļoti rūpīgi. Viņa strādāja iekšķīgo slimību nodaļā un piedalījās visās maiņās, arī naktīs un brīvdienās.",
            "Viņas uzdevumi bija zāļu došana, brūču kopšana, pacientu stāvokļa novērošana un ārstu informēšana. Mēs viņu pazīstam kā mierīgu kolēģi, kura arī grūtos brīžos nezaudē savaldību.",
            "Šī izziņa ir izsniegta pēc darbinieces lūguma, un to drīkst izmantot jebkuram mērķim.",
        ],
    ),
    "lt": (
        "Darbo pažyma",
        [
            "Patvirtiname, kad slaugytoja dirbo mūsų ligoninėje ir visą laiką savo pareigas atliko labai rūpestingai. Ji dirbo vidaus ligų skyriuje ir dalyvavo visose pamainose, taip pat naktimis ir savaitgaliais.",
            "Jos užduotys buvo duoti vaistus, prižiūrėti žaizdas, stebėti pacientų būklę ir perduoti žinias gydytojams. Pažįstame ją kaip ramią kolegę, kuri net sunkiomis akimirkomis nepraranda savitvardos.",
            "Ši pažyma išduota darbuotojos prašymu ir gali būti naudojama bet kokiam tikslui.",
        ],
    ),
    "sk": (
        "Potvrdenie o zamestnaní",
        [
            "Týmto potvrdzujeme, že zdravotná sestra pracovala v našej nemocnici a že si počas celého obdobia plnila svoje povinnosti veľmi starostlivo. Pôsobila na oddelení vnútorného lekárstva a zúčastňovala sa všetkých zmien, aj v noci a cez víkend.",
            "K jej úlohám patrilo podávanie liekov, ošetrovanie rán, sledovanie stavu pacientov a odovzdávanie informácií lekárom. Poznáme ju ako pokojnú kolegyňu, ktorá nestráca prehľad ani v ťažkých chvíľach.",
            "Toto potvrdenie bolo vydané na žiadosť zamestnankyne a môže sa použiť na akýkoľvek účel.",
        ],
    ),
    "sl": (
        "Potrdilo o zaposlitvi",
        [
            "S tem potrjujemo, da je bila medicinska sestra zaposlena v naši bolnišnici in da je ves čas zelo skrbno opravljala svoje delo. Delala je na oddelku za notranje bolezni in sodelovala v vseh izmenah, tudi ponoči in ob koncih tedna.",
            "Njene naloge so bile dajanje zdravil, oskrba ran, spremljanje stanja bolnikov in obveščanje zdravnikov. Spoznali smo jo kot mirno sodelavko, ki tudi v težkih trenutkih ne izgubi pregleda.",
            "To potrdilo je izdano na prošnjo delavke in se sme uporabiti za vsak namen.",
        ],
    ),
    "hr": (
        "Potvrda o zaposlenju",
        [
            "Ovime potvrđujemo da je medicinska sestra bila zaposlena u našoj bolnici te da je cijelo vrijeme vrlo savjesno obavljala svoj posao. Radila je na odjelu za unutarnje bolesti i sudjelovala u svim smjenama, također noću i vikendom.",
            "Njezine su zadaće bile davanje lijekova, njega rana, praćenje stanja bolesnika i obavještavanje liječnika. Upoznali smo je kao smirenu kolegicu koja ni u teškim trenucima ne gubi pribranost.",
            "Ova se potvrda izdaje na zahtjev zaposlenice i može se koristiti u svaku svrhu.",
        ],
    ),
    "sr": (
        "Потврда о раду",
        [
            "Овим потврђујемо да је медицинска сестра била запослена у нашој болници и да је све време веома савесно обављала свој посао. Радила је на одељењу за унутрашње болести и учествовала у свим сменама, такође ноћу и викендом.",
            "Њени задаци су били давање лекова, нега рана, праћење стања болесника и обавештавање лекара. Упознали смо је као смирену колегиницу која ни у тешким тренуцима не губи присебност.",
            "Ова потврда се издаје на захтев запослене и може се користити у сваку сврху.",
        ],
    ),
    "sq": (
        "Vërtetim pune",
        [
            "Me anë të këtij dokumenti vërtetojmë se infermierja ka punuar në spitalin tonë dhe se gjatë gjithë kohës e ka kryer punën e saj me shumë kujdes. Ajo ka punuar në repartin e sëmundjeve të brendshme dhe ka marrë pjesë në të gjitha turnet, edhe natën.",
            "Detyrat e saj ishin dhënia e barnave, kujdesi për plagët, vëzhgimi i gjendjes së pacientëve dhe njoftimi i mjekëve. E kemi njohur si një kolege të qetë, e cila nuk e humb durimin as në çaste të vështira.",
            "Ky vërtetim lëshohet me kërkesën e punonjëses dhe mund të përdoret për çdo qëllim.",
        ],
    ),
    "eu": (
        "Lan-ziurtagiria",
        [
            "Honen bidez ziurtatzen dugu erizainak gure ospitalean lan egin duela eta bere lana arreta handiz egin duela denbora guztian. Barne-medikuntzako sailean aritu da, eta txanda guztietan parte hartu du, baita gauez eta asteburuetan ere.",
            "Haren zereginak sendagaiak ematea, zauriak zaintzea, gaixoen egoera begiratzea eta medikuei berri ematea izan dira. Lankide lasaia dela ikusi dugu, une zailetan ere burua galtzen ez duena.",
            "Ziurtagiri hau langileak berak eskatuta eman da, eta edozertarako erabil daiteke.",
        ],
    ),
    "ga": (
        "Teastas Fostaíochta",
        [
            "Dearbhaítear leis seo go raibh an bhanaltra ag obair san ospidéal seo againne agus go ndearna sí a cuid oibre go han-chúramach i gcónaí. Bhí sí ag obair i mbarda na míochaine inmheánaí agus ghlac sí páirt i ngach seal, san oíche agus ag an deireadh seachtaine freisin.",
            "Ba iad na dualgais a bhí uirthi ná cógais a thabhairt amach, aire a thabhairt do chréachtaí, súil a choinneáil ar na hothair agus na dochtúirí a chur ar an eolas. Tá aithne againn uirthi mar dhuine ciúin nach gcailleann a guaim.",
            "Eisíodh an teastas seo ar iarratas ón bhfostaí féin.",
        ],
    ),
    "cy": (
        "Tystysgrif Gwaith",
        [
            "Tystiwn drwy hyn fod y nyrs wedi gweithio yn ein hysbyty ni a'i bod wedi gwneud ei gwaith yn ofalus iawn bob amser. Bu'n gweithio ar y ward meddygaeth fewnol a chymerodd ran ym mhob sifft, gan gynnwys y nos a'r penwythnos.",
            "Ei dyletswyddau oedd rhoi meddyginiaeth, trin clwyfau, cadw golwg ar gyflwr y cleifion a rhoi gwybod i'r meddygon. Daethom i'w hadnabod fel cydweithwraig dawel nad yw'n colli ei phen pan fydd pethau'n anodd.",
            "Rhoddwyd y dystysgrif hon ar gais y gweithiwr ei hun.",
        ],
    ),
    "is": (
        "Starfsvottorð",
        [
            "Hér með er staðfest að hjúkrunarfræðingurinn hefur starfað á sjúkrahúsi okkar og að hún hefur allan tímann sinnt starfi sínu af mikilli vandvirkni. Hún vann á lyflækningadeild og tók þátt í öllum vöktum, einnig á nóttunni og um helgar.",
            "Verkefni hennar voru að gefa lyf, búa um sár, fylgjast með líðan sjúklinga og láta læknana vita. Við höfum kynnst henni sem rólegum samstarfsmanni sem missir ekki yfirsýnina þegar mikið er að gera.",
            "Þetta vottorð er gefið út að ósk starfsmannsins og má nota í hvaða tilgangi sem er.",
        ],
    ),
    "id": (
        "Surat Keterangan Kerja",
        [
            "Dengan ini kami menerangkan bahwa perawat tersebut telah bekerja di rumah sakit kami dan selama itu selalu melaksanakan tugasnya dengan sangat teliti. Ia bekerja di bangsal penyakit dalam dan mengikuti semua giliran jaga, termasuk pada malam hari dan akhir pekan.",
            "Tugasnya meliputi pemberian obat, perawatan luka, pengawasan keadaan pasien dan penyampaian laporan kepada dokter. Kami mengenalnya sebagai rekan kerja yang tenang dan tidak mudah panik dalam keadaan sulit.",
            "Surat ini dibuat atas permintaan yang bersangkutan untuk digunakan sebagaimana mestinya.",
        ],
    ),
    "tl": (
        "Katibayan ng Paglilingkod",
        [
            "Pinatutunayan nito na ang nars ay nagtrabaho sa aming ospital at sa buong panahong iyon ay ginampanan niya ang kanyang tungkulin nang may malaking pag-iingat. Siya ay nadestino sa ward ng mga may sakit sa loob ng katawan at pumasok sa lahat ng oras ng duty, pati sa gabi.",
            "Kabilang sa kanyang mga gawain ang pagbibigay ng gamot, pag-aalaga ng mga sugat, pagbabantay sa kalagayan ng mga pasyente at pag-uulat sa mga doktor. Nakilala namin siya bilang mahinahong kasama na hindi nawawalan ng loob.",
            "Ang katibayang ito ay ibinigay ayon sa kahilingan ng may-ari.",
        ],
    ),
    "sw": (
        "Cheti cha Kazi",
        [
            "Tunathibitisha kwamba muuguzi huyu amefanya kazi katika hospitali yetu na kwamba wakati wote alitekeleza majukumu yake kwa uangalifu mkubwa. Alifanya kazi katika wodi ya magonjwa ya ndani na alishiriki katika zamu zote, hata usiku na mwisho wa wiki.",
            "Majukumu yake yalikuwa kutoa dawa, kuhudumia vidonda, kufuatilia hali ya wagonjwa na kuwajulisha madaktari. Tumemfahamu kama mwenzetu mtulivu ambaye hachanganyikiwi hata katika nyakati ngumu.",
            "Cheti hiki kimetolewa kwa ombi la mhusika mwenyewe na kinaweza kutumika kwa shughuli yoyote.",
        ],
    ),
    "vi": (
        "Giấy xác nhận công tác",
        [
            "Chúng tôi xác nhận rằng nữ điều dưỡng này đã làm việc tại bệnh viện của chúng tôi và trong suốt thời gian đó luôn hoàn thành nhiệm vụ một cách rất cẩn thận. Chị làm việc tại khoa nội và tham gia tất cả các ca trực, kể cả ban đêm và cuối tuần.",
            "Công việc của chị gồm phát thuốc, chăm sóc vết thương, theo dõi tình trạng người bệnh và báo cáo với bác sĩ. Chúng tôi biết chị là một đồng nghiệp bình tĩnh, không hoảng hốt trong những lúc khó khăn.",
            "Giấy xác nhận này được cấp theo yêu cầu của đương sự.",
        ],
    ),
    "ar": (
        "شهادة عمل",
        [
            "نشهد بأن الممرضة قد عملت في مستشفانا وأنها أدت عملها طوال هذه المدة بعناية كبيرة. عملت في قسم الأمراض الباطنية وشاركت في جميع المناوبات، بما في ذلك الليل وعطلة نهاية الأسبوع.",
            "وكانت مهامها إعطاء الأدوية والعناية بالجروح ومراقبة حالة المرضى وإبلاغ الأطباء. وقد عرفناها زميلة هادئة لا تفقد صبرها في الأوقات الصعبة.",
            "أعطيت هذه الشهادة بناء على طلب صاحبة الشأن لاستعمالها عند الحاجة.",
        ],
    ),
    "fa": (
        "گواهی اشتغال به کار",
        [
            "بدین وسیله گواهی می‌شود که این پرستار در بیمارستان ما کار کرده و در تمام این مدت وظایف خود را با دقت بسیار انجام داده است. او در بخش داخلی خدمت می‌کرد و در همه نوبت‌ها، حتی شب‌ها و روزهای تعطیل، حاضر بود.",
            "وظایف او دادن دارو، مراقبت از زخم‌ها، پیگیری وضعیت بیماران و گزارش به پزشکان بود. ما او را همکاری آرام می‌شناسیم که در لحظه‌های دشوار نیز خونسردی خود را از دست نمی‌دهد.",
            "این گواهی به درخواست نامبرده صادر شده است.",
        ],
    ),
    "he": (
        "אישור העסקה",
        [
            "הרינו לאשר כי האחות עבדה בבית החולים שלנו וכי לאורך כל התקופה מילאה את תפקידה בקפידה רבה. היא עבדה במחלקה הפנימית והשתתפה בכל המשמרות, גם בלילות ובסופי השבוע.",
            "תפקידיה היו מתן תרופות, טיפול בפצעים, מעקב אחר מצב החולים ודיווח לרופאים. הכרנו אותה כעמיתה רגועה שאינה מאבדת את עשתונותיה גם ברגעים קשים.",
            "אישור זה ניתן לבקשת העובדת לכל מטרה שתידרש.",
        ],
    ),
    "zh": (
        "工作证明",
        [
            "兹证明该护士曾在我院工作，在此期间一直认真负责地完成各项任务。她在内科病房工作，参加所有班次，包括夜班和周末值班。",
            "她的工作内容包括给病人发药、护理伤口、观察病人的情况并向医生报告。我们认为她是一位沉着冷静的同事，在困难的时候也不会慌乱。",
            "本证明应本人要求开具，可用于任何合法用途。特此证明。",
        ],
    ),
    "ja": (
        "在職証明書",
        [
            "この看護師は当病院に勤務し、その期間を通じて職務をたいへん丁寧に果たしたことを証明します。内科病棟で働き、夜間や週末を含むすべての勤務に就きました。",
            "主な仕事は薬を渡すこと、傷の手当て、患者の状態の観察、そして医師への報告でした。忙しいときにも落ち着いて行動する同僚でした。",
            "この証明書は本人の求めにより発行されたものです。",
        ],
    ),
    "ko": (
        "재직 증명서",
        [
            "위 간호사는 우리 병원에서 근무하였으며 그 기간 동안 맡은 일을 매우 성실하게 수행하였음을 증명합니다. 내과 병동에서 일하였고 밤과 주말을 포함한 모든 근무에 참여하였습니다.",
            "주요 업무는 약을 투여하고 상처를 돌보며 환자의 상태를 살피고 의사에게 보고하는 것이었습니다. 어려운 순간에도 침착함을 잃지 않는 동료였습니다.",
            "이 증명서는 본인의 요청에 따라 발급합니다.",
        ],
    ),
    "th": (
        "หนังสือรับรองการทำงาน",
        [
            "ขอรับรองว่าพยาบาลผู้นี้ได้ทำงานที่โรงพยาบาลของเรา และตลอดเวลาที่ผ่านมาได้ปฏิบัติหน้าที่ด้วยความระมัดระวังเป็นอย่างยิ่ง เธอทำงานในแผนกอายุรกรรมและเข้าเวรทุกผลัด รวมทั้งกลางคืนและวันหยุด",
            "หน้าที่ของเธอคือการให้ยา การดูแลบาดแผล การเฝ้าดูอาการของผู้ป่วย และการรายงานต่อแพทย์ เรารู้จักเธอในฐานะเพื่อนร่วมงานที่ใจเย็นแม้ในยามลำบาก",
            "หนังสือฉบับนี้ออกให้ตามคำขอของเจ้าตัว",
        ],
    ),
}
FURTHER: dict[str, list[list[str]]] = {
    "nl": [
        [
            "Op de spoedeisende hulp heeft mevrouw zich ontwikkeld tot een zelfstandig werkende verpleegkundige. Zij triageert patiënten volgens de richtlijn, schat in welke zorg het eerst nodig is en schakelt tijdig de dienstdoende arts in.",
            "Daarnaast begeleidde zij stagiairs en dacht zij mee over het verbeteren van de overdracht tussen de diensten. De werkgroep die daaruit ontstond, komt nog altijd elke maand bijeen.",
            "Wij zien haar met spijt vertrekken en wensen haar veel succes bij haar nieuwe werkgever.",
        ],
        [
            "De scholing bestond uit vier contactdagen en een praktijkopdracht. Deelnemers leerden hoe zij medicatie veilig klaarmaken, hoe zij bijwerkingen herkennen en wat zij moeten doen als er toch iets misgaat.",
            "De opdracht is door twee docenten beoordeeld. Wie minder dan tachtig procent van de bijeenkomsten heeft bijgewoond, krijgt geen bewijs van deelname.",
        ],
    ],
    "en": [
        [
            "During her years in the emergency department she grew into a nurse who works on her own authority. She assesses patients on arrival, judges which care is needed first and calls the physician on duty in good time.",
            "She also supervised trainees and helped us to improve the handover between shifts. The working group that came out of this still meets every month.",
            "We are sorry to see her leave and wish her every success with her new employer.",
        ],
        [
            "The course consisted of four days in class and one assignment at the workplace. Participants learned how to prepare medicines safely, how to recognise side effects and what to do when something does go wrong.",
            "Two teachers marked the assignment. Those who attended fewer than eight sessions out of ten do not receive a certificate.",
        ],
    ],
    "fr": [
        [
            "Au cours de ses années aux urgences, elle est devenue une infirmière qui travaille de façon autonome. Elle accueille les patients, évalue les soins à donner en premier et appelle à temps le médecin de garde.",
            "Elle a encadré des stagiaires et nous a aidés à améliorer les transmissions entre les équipes. Le groupe de travail qui en est né se réunit encore chaque mois.",
            "Nous regrettons son départ et lui souhaitons beaucoup de réussite chez son nouvel employeur.",
        ],
        [
            "La formation se composait de quatre journées de cours et d'un travail pratique. Les participants ont appris à préparer les médicaments en toute sécurité, à reconnaître les effets indésirables et à réagir lorsqu'un incident se produit.",
            "Deux enseignants ont évalué le travail. Aucune attestation n'est remise aux personnes qui ont manqué plus de deux séances.",
        ],
    ],
    "de": [
        [
            "In ihren Jahren in der Notaufnahme hat sie sich zu einer selbstständig arbeitenden Pflegekraft entwickelt. Sie schätzt bei der Ankunft der Patienten ein, welche Versorgung zuerst nötig ist, und ruft rechtzeitig den diensthabenden Arzt.",
            "Außerdem hat sie Auszubildende angeleitet und uns geholfen, die Übergabe zwischen den Schichten zu verbessern. Die daraus entstandene Arbeitsgruppe trifft sich noch heute jeden Monat.",
            "Wir bedauern ihren Weggang und wünschen ihr bei ihrem neuen Arbeitgeber viel Erfolg.",
        ],
        [
            "Der Lehrgang bestand aus vier Unterrichtstagen und einer Aufgabe am Arbeitsplatz. Die Teilnehmenden lernten, wie man Arzneimittel sicher vorbereitet, wie man Nebenwirkungen erkennt und was zu tun ist, wenn doch einmal etwas schiefgeht.",
            "Die Aufgabe wurde von zwei Lehrkräften bewertet. Wer mehr als zwei Termine versäumt hat, erhält keine Bescheinigung.",
        ],
    ],
}
FAMILIES = {
    "ar": ("arabic",),
    "fa": ("arabic",),
    "he": ("libertine",),
    "zh": ("cjk",),
    "ja": ("cjk",),
    "ko": ("cjk",),
    "th": ("thai",),
}
RTL = ("ar", "fa", "he")
IMAGE_ONLY = ("ar", "fa", "he", "th", "zh", "ja", "ko")
CYRILLIC = ("ru", "uk", "bg", "sr")
