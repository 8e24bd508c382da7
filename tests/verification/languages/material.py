"""Sentences of our own in many languages: the first half of each list is for tuning, the second is held out.

The texts are invented; they speak of training, work and registration, and of ordinary life.
"""

from __future__ import annotations

_TEXTS = {
    "nl": """
De verpleegkundige heeft gedurende drie jaar op de afdeling cardiologie gewerkt en begeleidde daar leerlingen.
Hierbij verklaren wij dat mevrouw in de genoemde periode gemiddeld 32 uur per week werkzaam is geweest.
De opleiding omvat zowel theoretisch onderwijs als praktijkstages in verschillende instellingen.
Zij voerde zelfstandig anamnesegesprekken en legde de bevindingen vast in het dossier van de patiënt.
Het examen werd met goed gevolg afgelegd ten overstaan van de daartoe aangewezen commissie.
Wij hebben haar leren kennen als een betrouwbare collega die haar werk nauwkeurig doet.
Na afloop van het dienstverband zijn alle sleutels en passen ingeleverd bij de receptie.
In de ochtend reden we langs het kanaal naar de markt, waar het al vroeg druk was.
Aan deze verklaring kunnen geen rechten worden ontleend tenzij zij is ondertekend.
De taken bestonden uit het toedienen van medicatie, wondverzorging en overleg met de arts.
Wie een diploma wil laten waarderen, moet een kopie meesturen die door de school is gewaarmerkt.
Tijdens de avonddienst was hij verantwoordelijk voor de zorg aan twaalf bewoners.
De leerling toont inzet, vraagt tijdig om hulp en houdt zich aan de afgesproken regels.
Zodra het water kookt, voegt u het zout toe en laat u de aardappelen twintig minuten garen.
""",
    "en": """
This is to certify that the above named nurse has been employed by our hospital on a permanent contract.
During her time on the ward she was responsible for the care of twelve patients and two students.
The programme of study consists of lectures, practical training and a final written examination.
He has shown himself to be a careful worker who communicates clearly with patients and their families.
The council confirms that there are no restrictions on the practice of this practitioner.
Our records show that the holder passed all the subjects required for the award of the degree.
Please do not hesitate to contact us if you should need any further information about this matter.
We walked along the river until the rain stopped and then had our lunch under the old bridge.
No disciplinary proceedings have been brought against him in the five years before this date.
The duties included giving medicines, dressing wounds and keeping the notes of each patient up to date.
A copy of this certificate is only valid if it bears the stamp of the school that issued it.
She worked an average of thirty six hours per week and took no leave without pay.
Applicants who were trained abroad must show that their course was at the same level.
When the water boils, add the salt and let the potatoes simmer for about twenty minutes.
""",
    "fr": """
Nous attestons par la présente que cette infirmière a travaillé dans notre établissement pendant trois ans.
La formation comprend des cours théoriques ainsi que des stages pratiques dans plusieurs services.
Elle était chargée des soins quotidiens, de la préparation des médicaments et de l'accueil des familles.
Le jury, après en avoir délibéré, a déclaré le candidat admis avec la mention bien.
Aucune sanction disciplinaire n'a été prononcée à son encontre au cours des cinq dernières années.
L'intéressée a exercé ses fonctions à raison de trente-cinq heures par semaine.
Cette attestation est délivrée pour servir et valoir ce que de droit.
Nous avons longé le canal jusqu'au marché où il y avait déjà beaucoup de monde.
Le titulaire de ce diplôme peut accéder aux études de troisième cycle dans les universités du pays.
Il a toujours fait preuve de sérieux et d'une grande disponibilité envers les patients.
Les copies doivent porter le cachet de l'école qui les a établies.
Pendant les gardes de nuit, elle assurait seule la surveillance de quinze malades.
Toute demande incomplète sera renvoyée à son auteur sans être examinée.
Quand l'eau bout, ajoutez le sel et laissez cuire les pommes de terre une vingtaine de minutes.
""",
    "de": """
Hiermit bestätigen wir, dass die Pflegefachkraft drei Jahre lang in unserem Krankenhaus beschäftigt war.
Die Ausbildung umfasst theoretischen Unterricht und praktische Einsätze in verschiedenen Einrichtungen.
Sie war für die Versorgung von zwölf Patienten verantwortlich und leitete Auszubildende an.
Die Prüfung wurde vor dem staatlichen Prüfungsausschuss mit der Note gut bestanden.
Gegen den Inhaber dieser Urkunde sind keine berufsrechtlichen Maßnahmen ergriffen worden.
Wir haben ihn als zuverlässigen Kollegen kennengelernt, der seine Aufgaben sorgfältig erledigt.
Das Arbeitsverhältnis endet auf eigenen Wunsch, was wir sehr bedauern.
Am Morgen gingen wir am Fluss entlang zum Markt, auf dem schon viel Betrieb war.
Die wöchentliche Arbeitszeit betrug im Durchschnitt achtunddreißig Stunden.
Zu ihren Aufgaben gehörten die Gabe von Medikamenten, die Wundversorgung und die Dokumentation.
Eine Abschrift ist nur gültig, wenn sie das Siegel der Schule trägt, die sie ausgestellt hat.
Während der Nachtdienste betreute er allein eine Station mit fünfzehn Betten.
Unvollständige Anträge werden ohne weitere Prüfung an den Absender zurückgeschickt.
Sobald das Wasser kocht, geben Sie das Salz dazu und lassen die Kartoffeln zwanzig Minuten garen.
""",
    "af": """
Hiermee word gesertifiseer dat die verpleegster vir drie jaar by ons hospitaal gewerk het.
Die opleiding bestaan uit teoretiese onderrig en praktiese werk in verskeie afdelings.
Sy was verantwoordelik vir die versorging van twaalf pasiënte en het twee studente begelei.
Ons het hom leer ken as 'n betroubare kollega wat sy werk noukeurig doen.
Daar is geen dissiplinêre stappe teen hierdie persoon geneem nie.
Die eksamen is met sukses afgelê voor die kommissie wat daarvoor aangestel is.
Ons het langs die rivier geloop totdat die reën opgehou het en toe onder die brug geëet.
'n Afskrif van hierdie sertifikaat is slegs geldig as dit die stempel van die skool dra.
Die kandidaat het al die vakke geslaag wat vir die toekenning van die graad nodig is.
Wanneer die water kook, voeg jy die sout by en laat die aartappels twintig minute lank prut.
""",
    "lb": """
Heimat bestätege mir, datt d'Infirmière dräi Joer laang an eisem Spidol geschafft huet.
D'Ausbildung besteet aus theoreteschem Unterrecht an aus praktesche Stagen a verschiddenen Haiser.
Si war fir d'Fleeg vun zwielef Patiente responsabel an huet zwee Schüler begleet.
Géint dëse Fachmann goufen an de leschte fënnef Joer keng disziplinaresch Mesuren ugeholl.
Den Examen ass viru der Kommissioun mat Erfolleg bestan ginn.
Mir sinn de Moien laanscht d'Musel op de Maart gaangen, wou scho vill Leit waren.
Eng Kopie vun dësem Zertifikat ass nëmme gülteg, wann de Stempel vun der Schoul drop ass.
Hien huet sech ëmmer als zouverléissege Mataarbechter gewisen, deen seng Aufgabe gutt mécht.
D'Wochenaarbechtszäit louch am Duerchschnëtt bei véierzeg Stonnen.
Wann d'Waasser kacht, gitt Dir d'Salz derbäi a loosst d'Gromperen zwanzeg Minutte kachen.
""",
    "fy": """
Hjirby ferklearje wy dat de ferpleechkundige trije jier yn ús sikehûs wurke hat.
De oplieding bestiet út teoretysk ûnderwiis en praktykstaazjes by ferskate ynstellings.
Sy wie ferantwurdlik foar de soarch oan tolve pasjinten en begeliede twa learlingen.
Wy hawwe him kennen leard as in betroubere kollega dy't syn wurk sekuer docht.
It eksamen is mei goed gefolch dien foar de kommisje dy't dêrfoar oanwiisd is.
Moarns rieden wy by de feart lâns nei de merk, dêr't it al betiid drok wie.
In kopy fan dit sertifikaat is allinnich jildich as de stimpel fan de skoalle derop stiet.
Oan dizze ferklearring kinne gjin rjochten ûntliend wurde as der gjin hantekening ûnder stiet.
Yn de jûntsjinst hie er de soarch foar fyftjin bewenners fan it hûs.
As it wetter siedt, dogge jo it sâlt derby en litte jo de ierappels tweintich minuten siede.
""",
    "sco": """
This is tae certify that the abuin namit nurse haes wrocht in oor hospital for three year.
The coorse is made up o lectures an practical wark in a wheen different wairds.
She wis responsible for the care o twal patients an helpit twa students tae learn.
He haes shawn hissel tae be a carefu worker that speaks plain wi patients an thair faimilies.
Thare wis nae disciplinary action taen agin him in the last five year.
We walkit alang the watter till the rain stapped an syne haed oor denner ablow the auld brig.
A copy o this certificate is anerly guid gin it haes the stamp o the scuil on it.
The council confirms that thare is nae restrictions on the practice o this body.
Maist fowk that bide in the toun ken the wey tae the auld mercat.
Whan the watter is bilin, pit in the saut an lat the tatties cook for aboot twenty meenits.
""",
    "nds": """
Hiermit bestätigen wi, dat de Süster dree Johr lang in uns Krankenhuus arbeidt hett.
De Utbillen besteiht ut Ünnerricht un praktischen Arbeit in verscheden Hüüs.
Se weer för de Pleeg vun twölf Patschenten tostännig un hett twee Lehrlüüd anlehrt.
Wi hebbt em as en goden Kolleeg kennenlehrt, de sien Arbeit akkraat maakt.
De Prüfung is vör de Kommischoon mit Spood maakt worrn.
An'n Morgen güngen wi an'n Stroom langs na den Markt, wo al veel Lüüd weren.
En Afschrift vun düsse Oorkunn gellt blots, wenn de Stempel vun de School dor op is.
In de Nachtdeensten hett he alleen för föffteihn Bedden sorgt.
""",
    "ca": """
Certifiquem que la infermera ha treballat al nostre hospital durant tres anys amb contracte indefinit.
La formació inclou classes teòriques i pràctiques en diferents serveis del centre.
Era responsable de la cura de dotze pacients i acompanyava dos estudiants.
El tribunal, després de deliberar, va declarar apte el candidat amb la qualificació de notable.
No consta cap sanció disciplinària contra aquesta persona en els darrers cinc anys.
Al matí vam anar vora el riu fins al mercat, on ja hi havia molta gent.
La còpia d'aquest títol només és vàlida si porta el segell de l'escola que l'ha expedit.
Durant les guàrdies de nit s'encarregava tota sola de quinze malalts.
Les sol·licituds incompletes es retornaran a la persona interessada sense ser examinades.
Quan l'aigua bulli, afegiu-hi la sal i deixeu coure les patates vint minuts.
""",
    "es": """
Certificamos que la enfermera ha trabajado en nuestro hospital durante tres años con contrato indefinido.
La formación incluye clases teóricas y prácticas en distintos servicios del centro.
Era responsable del cuidado de doce pacientes y acompañaba a dos estudiantes.
No consta ninguna sanción disciplinaria contra esta persona en los últimos cinco años.
Por la mañana fuimos junto al río hasta el mercado, donde ya había mucha gente.
La copia de este título solo es válida si lleva el sello de la escuela que lo expidió.
Durante las guardias de noche se encargaba ella sola de quince enfermos.
Las solicitudes incompletas se devolverán al interesado sin ser examinadas.
""",
    "it": """
Si certifica che l'infermiera ha lavorato presso il nostro ospedale per tre anni a tempo indeterminato.
Il corso di studi comprende lezioni teoriche e tirocini pratici in diversi reparti.
Era responsabile dell'assistenza a dodici pazienti e seguiva due studenti.
Non risultano sanzioni disciplinari a carico di questa persona negli ultimi cinque anni.
La mattina siamo andati lungo il fiume fino al mercato, dove c'era già molta gente.
La copia di questo titolo è valida solo se porta il timbro della scuola che lo ha rilasciato.
Durante i turni di notte assisteva da sola quindici malati.
Le domande incomplete saranno restituite all'interessato senza essere esaminate.
""",
    "pt": """
Certificamos que a enfermeira trabalhou no nosso hospital durante três anos com contrato sem termo.
A formação inclui aulas teóricas e estágios práticos em vários serviços da instituição.
Era responsável pelos cuidados a doze doentes e acompanhava dois estudantes.
Não consta qualquer sanção disciplinar contra esta pessoa nos últimos cinco anos.
De manhã fomos ao longo do rio até ao mercado, onde já havia muita gente.
A cópia deste diploma só é válida se tiver o carimbo da escola que o emitiu.
Durante os turnos da noite ficava sozinha com quinze doentes.
Os pedidos incompletos serão devolvidos ao interessado sem serem analisados.
""",
    "ro": """
Se adeverește că asistenta medicală a lucrat în spitalul nostru timp de trei ani cu contract pe durată nedeterminată.
Programul de studii cuprinde cursuri teoretice și stagii practice în mai multe secții.
Era responsabilă de îngrijirea a doisprezece pacienți și îndruma doi studenți.
Împotriva acestei persoane nu a fost aplicată nicio sancțiune disciplinară în ultimii cinci ani.
Dimineața am mers de-a lungul râului până la piață, unde era deja multă lume.
Copia acestei diplome este valabilă numai dacă poartă ștampila școlii care a eliberat-o.
În timpul gărzilor de noapte avea singură grijă de cincisprezece bolnavi.
Cererile incomplete vor fi returnate persoanei interesate fără a fi examinate.
""",
    "pl": """
Zaświadcza się, że pielęgniarka pracowała w naszym szpitalu przez trzy lata na umowę na czas nieokreślony.
Program kształcenia obejmuje wykłady oraz zajęcia praktyczne na różnych oddziałach.
Była odpowiedzialna za opiekę nad dwunastoma pacjentami i prowadziła dwóch studentów.
Wobec tej osoby nie zastosowano żadnych kar dyscyplinarnych w ciągu ostatnich pięciu lat.
Rano poszliśmy wzdłuż rzeki na targ, gdzie było już bardzo dużo ludzi.
Odpis tego dyplomu jest ważny tylko wtedy, gdy ma pieczęć szkoły, która go wydała.
Podczas nocnych dyżurów sama opiekowała się piętnastoma chorymi.
Niekompletne wnioski zostaną zwrócone bez rozpatrzenia osobie, która je złożyła.
""",
    "cs": """
Potvrzujeme, že zdravotní sestra pracovala v naší nemocnici tři roky na dobu neurčitou.
Studijní program zahrnuje přednášky a praktickou výuku na různých odděleních.
Byla odpovědná za péči o dvanáct pacientů a vedla dva studenty.
Proti této osobě nebylo v posledních pěti letech vedeno žádné disciplinární řízení.
Ráno jsme šli podél řeky na trh, kde už bylo hodně lidí.
Opis tohoto vysvědčení je platný jen tehdy, když má razítko školy, která jej vydala.
Při nočních službách se sama starala o patnáct nemocných.
Neúplné žádosti budou vráceny žadateli bez projednání.
""",
    "sk": """
Potvrdzujeme, že zdravotná sestra pracovala v našej nemocnici tri roky na dobu neurčitú.
Študijný program zahŕňa prednášky a praktickú výučbu na rôznych oddeleniach.
Bola zodpovedná za starostlivosť o dvanásť pacientov a viedla dvoch študentov.
Proti tejto osobe nebolo v posledných piatich rokoch vedené žiadne disciplinárne konanie.
Ráno sme išli popri rieke na trh, kde už bolo veľa ľudí.
Odpis tohto vysvedčenia je platný len vtedy, keď má pečiatku školy, ktorá ho vydala.
Počas nočných služieb sa sama starala o pätnásť chorých.
Neúplné žiadosti budú vrátené žiadateľovi bez prerokovania.
""",
    "hr": """
Potvrđujemo da je medicinska sestra radila u našoj bolnici tri godine na neodređeno vrijeme.
Program studija obuhvaća predavanja i praktičnu nastavu na različitim odjelima.
Bila je odgovorna za skrb o dvanaest pacijenata i vodila je dvoje učenika.
Protiv ove osobe u posljednjih pet godina nije vođen nikakav stegovni postupak.
Ujutro smo išli uz rijeku do tržnice, gdje je već bilo mnogo ljudi.
Prijepis ove svjedodžbe vrijedi samo ako ima pečat škole koja ju je izdala.
Tijekom noćnih dežurstava sama se brinula o petnaest bolesnika.
Nepotpuni zahtjevi bit će vraćeni podnositelju bez razmatranja.
""",
    "sl": """
Potrjujemo, da je medicinska sestra tri leta delala v naši bolnišnici za nedoločen čas.
Študijski program obsega predavanja in praktični pouk na različnih oddelkih.
Odgovorna je bila za oskrbo dvanajstih bolnikov in je vodila dva dijaka.
Zoper to osebo v zadnjih petih letih ni bil uveden noben disciplinski postopek.
Zjutraj smo šli ob reki do tržnice, kjer je bilo že veliko ljudi.
Prepis tega spričevala velja samo, če ima žig šole, ki ga je izdala.
Med nočnimi dežurstvi je sama skrbela za petnajst bolnikov.
Nepopolne vloge bodo vrnjene vlagatelju brez obravnave.
""",
    "hu": """
Igazoljuk, hogy az ápolónő három évig dolgozott a kórházunkban határozatlan idejű szerződéssel.
A képzés elméleti órákból és különböző osztályokon végzett gyakorlatból áll.
Tizenkét beteg ellátásáért volt felelős, és két tanulót is vezetett.
E személy ellen az elmúlt öt évben nem indult fegyelmi eljárás.
Reggel a folyó mentén mentünk a piacra, ahol már sokan voltak.
A bizonyítvány másolata csak akkor érvényes, ha rajta van az iskola bélyegzője.
Az éjszakai ügyeletek alatt egyedül látott el tizenöt beteget.
A hiányos kérelmeket vizsgálat nélkül visszaküldjük a kérelmezőnek.
""",
    "da": """
Det bekræftes hermed, at sygeplejersken har arbejdet på vores hospital i tre år.
Uddannelsen består af teoretisk undervisning og praktik på forskellige afdelinger.
Hun havde ansvaret for plejen af tolv patienter og vejledte to elever.
Der er ikke truffet disciplinære foranstaltninger mod denne person i de seneste fem år.
Om morgenen gik vi langs åen til torvet, hvor der allerede var mange mennesker.
En kopi af dette bevis er kun gyldig, hvis den bærer stemplet fra den skole, der har udstedt det.
På nattevagterne passede hun alene femten syge.
Ufuldstændige ansøgninger bliver sendt tilbage uden at være behandlet.
""",
    "no": """
Det bekreftes herved at sykepleieren har arbeidet ved sykehuset vårt i tre år.
Utdanningen består av teoretisk undervisning og praksis ved forskjellige avdelinger.
Hun hadde ansvaret for pleien av tolv pasienter og veiledet to elever.
Det er ikke truffet disiplinære tiltak mot denne personen de siste fem årene.
Om morgenen gikk vi langs elva til torget, der det allerede var mange mennesker.
En kopi av dette vitnemålet er bare gyldig hvis den bærer stempelet til skolen som har utstedt det.
På nattevaktene passet hun alene på femten syke.
Ufullstendige søknader blir sendt tilbake uten å være behandlet.
""",
    "sv": """
Härmed intygas att sjuksköterskan har arbetat på vårt sjukhus i tre år.
Utbildningen består av teoretisk undervisning och praktik på olika avdelningar.
Hon hade ansvaret för vården av tolv patienter och handledde två elever.
Inga disciplinära åtgärder har vidtagits mot denna person under de senaste fem åren.
På morgonen gick vi längs ån till torget, där det redan var mycket folk.
En kopia av detta betyg är giltig endast om den bär stämpeln från skolan som har utfärdat det.
Under nattpassen skötte hon ensam femton sjuka.
Ofullständiga ansökningar skickas tillbaka utan att ha prövats.
""",
    "fi": """
Täten todistetaan, että sairaanhoitaja on työskennellyt sairaalassamme kolmen vuoden ajan.
Koulutukseen kuuluu teoriaopetusta ja käytännön harjoittelua eri osastoilla.
Hän vastasi kahdentoista potilaan hoidosta ja ohjasi kahta opiskelijaa.
Tätä henkilöä vastaan ei ole viiden viime vuoden aikana ryhdytty kurinpitotoimiin.
Aamulla kävelimme jokea pitkin torille, jossa oli jo paljon väkeä.
Tämän todistuksen jäljennös on voimassa vain, jos siinä on koulun leima.
Yövuorojen aikana hän hoiti yksin viittätoista sairasta.
Puutteelliset hakemukset palautetaan hakijalle käsittelemättä.
""",
    "et": """
Käesolevaga kinnitame, et õde on töötanud meie haiglas kolm aastat.
Õppekava koosneb loengutest ja praktikast erinevates osakondades.
Ta vastutas kaheteistkümne patsiendi hoolduse eest ja juhendas kahte õpilast.
Selle isiku suhtes ei ole viimase viie aasta jooksul distsiplinaarmenetlust algatatud.
Hommikul läksime mööda jõe kallast turule, kus oli juba palju rahvast.
Selle tunnistuse ärakiri kehtib ainult siis, kui sellel on kooli pitser.
Öövalvete ajal hoolitses ta üksi viieteistkümne haige eest.
Puudulikud taotlused tagastatakse esitajale läbi vaatamata.
""",
    "lv": """
Ar šo apliecinām, ka medicīnas māsa mūsu slimnīcā ir strādājusi trīs gadus.
Studiju programma ietver lekcijas un praktiskās nodarbības dažādās nodaļās.
Viņa bija atbildīga par divpadsmit pacientu aprūpi un vadīja divus skolēnus.
Pret šo personu pēdējo piecu gadu laikā nav ierosināta disciplinārlieta.
No rīta gājām gar upi uz tirgu, kur jau bija daudz ļaužu.
Šīs apliecības noraksts ir derīgs tikai tad, ja uz tā ir skolas zīmogs.
Nakts dežūrās viņa viena pati aprūpēja piecpadsmit slimniekus.
Nepilnīgi iesniegumi tiks atdoti iesniedzējam bez izskatīšanas.
""",
    "lt": """
Patvirtiname, kad slaugytoja mūsų ligoninėje dirbo trejus metus pagal neterminuotą sutartį.
Studijų programą sudaro paskaitos ir praktiniai užsiėmimai įvairiuose skyriuose.
Ji buvo atsakinga už dvylikos pacientų priežiūrą ir vadovavo dviem mokiniams.
Per pastaruosius penkerius metus šiam asmeniui nebuvo taikyta jokių drausminių nuobaudų.
Ryte ėjome palei upę į turgų, kur jau buvo daug žmonių.
Šio pažymėjimo nuorašas galioja tik tada, kai ant jo yra mokyklos antspaudas.
Naktinių budėjimų metu ji viena prižiūrėjo penkiolika ligonių.
Nevisiškai užpildyti prašymai bus grąžinti pareiškėjui nenagrinėti.
""",
    "sq": """
Vërtetohet se infermierja ka punuar në spitalin tonë për tre vjet me kontratë të përhershme.
Programi i studimit përfshin leksione dhe praktikë në reparte të ndryshme.
Ajo ishte përgjegjëse për kujdesin ndaj dymbëdhjetë pacientëve dhe udhëhiqte dy nxënës.
Ndaj këtij personi nuk është marrë asnjë masë disiplinore në pesë vitet e fundit.
Në mëngjes shkuam buzë lumit deri në treg, ku kishte tashmë shumë njerëz.
Kopja e kësaj dëftese vlen vetëm nëse mban vulën e shkollës që e ka lëshuar.
Gjatë rojeve të natës ajo kujdesej vetëm për pesëmbëdhjetë të sëmurë.
Kërkesat e paplota do t'i kthehen kërkuesit pa u shqyrtuar.
""",
    "tr": """
Hemşirenin hastanemizde üç yıl süreyle kadrolu olarak çalıştığını belgeleriz.
Eğitim programı teorik dersler ile çeşitli servislerde yapılan uygulamalardan oluşmaktadır.
On iki hastanın bakımından sorumluydu ve iki öğrenciye rehberlik ediyordu.
Bu kişi hakkında son beş yıl içinde herhangi bir disiplin cezası verilmemiştir.
Sabahleyin nehir boyunca pazara yürüdük, orası çoktan kalabalıktı.
Bu belgenin sureti ancak onu veren okulun mührünü taşıyorsa geçerlidir.
Gece nöbetlerinde on beş hastaya tek başına bakıyordu.
Eksik başvurular incelenmeden başvuru sahibine geri gönderilecektir.
""",
    "id": """
Dengan ini kami menyatakan bahwa perawat tersebut telah bekerja di rumah sakit kami selama tiga tahun.
Program pendidikan terdiri dari kuliah dan praktik di berbagai bagian rumah sakit.
Ia bertanggung jawab atas perawatan dua belas pasien dan membimbing dua siswa.
Tidak ada tindakan disiplin terhadap orang ini dalam lima tahun terakhir.
Pagi hari kami berjalan di tepi sungai menuju pasar yang sudah ramai.
Salinan ijazah ini hanya berlaku jika ada cap dari sekolah yang mengeluarkannya.
Selama giliran malam ia merawat lima belas orang sakit seorang diri.
Permohonan yang tidak lengkap akan dikembalikan kepada pemohon tanpa diperiksa.
""",
    "vi": """
Chúng tôi xác nhận rằng nữ điều dưỡng đã làm việc tại bệnh viện của chúng tôi trong ba năm.
Chương trình đào tạo gồm các bài giảng lý thuyết và thực hành tại nhiều khoa khác nhau.
Cô chịu trách nhiệm chăm sóc mười hai bệnh nhân và hướng dẫn hai học sinh.
Không có hình thức kỷ luật nào đối với người này trong năm năm qua.
Buổi sáng chúng tôi đi dọc bờ sông đến chợ, nơi đã có rất đông người.
Bản sao của giấy chứng nhận này chỉ có giá trị nếu có dấu của trường đã cấp.
Trong các ca đêm, cô một mình chăm sóc mười lăm người bệnh.
Những đơn không đầy đủ sẽ được trả lại cho người nộp mà không xem xét.
""",
    "ru": """
Настоящим подтверждаем, что медицинская сестра проработала в нашей больнице три года.
Программа обучения включает лекции и практические занятия в различных отделениях.
Она отвечала за уход за двенадцатью пациентами и руководила двумя учениками.
За последние пять лет в отношении этого лица дисциплинарные меры не применялись.
Утром мы пошли вдоль реки на рынок, где уже было много людей.
Копия этого свидетельства действительна только с печатью школы, которая его выдала.
Во время ночных дежурств она одна ухаживала за пятнадцатью больными.
Неполные заявления будут возвращены заявителю без рассмотрения.
""",
    "uk": """
Цим підтверджуємо, що медична сестра працювала в нашій лікарні протягом трьох років.
Програма навчання містить лекції та практичні заняття в різних відділеннях.
Вона відповідала за догляд за дванадцятьма пацієнтами і керувала двома учнями.
За останні п'ять років щодо цієї особи дисциплінарні заходи не застосовувалися.
Вранці ми пішли вздовж річки на ринок, де вже було багато людей.
Копія цього свідоцтва дійсна лише з печаткою школи, яка його видала.
Під час нічних чергувань вона сама доглядала за п'ятнадцятьма хворими.
Неповні заяви буде повернуто заявникові без розгляду.
""",
    "bg": """
С настоящото удостоверяваме, че медицинската сестра е работила в нашата болница три години.
Учебната програма включва лекции и практически занятия в различни отделения.
Тя отговаряше за грижите за дванадесет пациенти и ръководеше двама ученици.
През последните пет години срещу това лице не са вземани дисциплинарни мерки.
Сутринта тръгнахме покрай реката към пазара, където вече имаше много хора.
Преписът на това свидетелство е валиден само ако носи печата на училището, което го е издало.
По време на нощните дежурства тя сама се грижеше за петнадесет болни.
Непълните заявления ще бъдат върнати на заявителя без разглеждане.
""",
    "sr": """
Потврђујемо да је медицинска сестра радила у нашој болници три године на неодређено време.
Програм студија обухвата предавања и практичну наставу на различитим одељењима.
Била је одговорна за негу дванаест пацијената и водила је два ученика.
Против овог лица у последњих пет година није вођен дисциплински поступак.
Ујутро смо ишли поред реке до пијаце, где је већ било много људи.
Препис овог сведочанства важи само ако има печат школе која га је издала.
Током ноћних дежурстава сама се бринула о петнаест болесника.
Непотпуни захтеви биће враћени подносиоцу без разматрања.
""",
    "el": """
Βεβαιώνεται ότι η νοσηλεύτρια εργάστηκε στο νοσοκομείο μας για τρία χρόνια.
Το πρόγραμμα σπουδών περιλαμβάνει μαθήματα και πρακτική άσκηση σε διάφορα τμήματα.
Ήταν υπεύθυνη για τη φροντίδα δώδεκα ασθενών και καθοδηγούσε δύο μαθητές.
Κατά του προσώπου αυτού δεν έχει ληφθεί κανένα πειθαρχικό μέτρο τα τελευταία πέντε χρόνια.
Το πρωί περπατήσαμε δίπλα στο ποτάμι ως την αγορά, όπου είχε ήδη πολύ κόσμο.
Το αντίγραφο του τίτλου ισχύει μόνο αν φέρει τη σφραγίδα της σχολής που το εξέδωσε.
""",
    "ar": """
نشهد بأن الممرضة عملت في مستشفانا لمدة ثلاث سنوات بعقد دائم.
يشمل برنامج الدراسة محاضرات نظرية وتدريبا عمليا في أقسام مختلفة.
كانت مسؤولة عن رعاية اثني عشر مريضا وأشرفت على طالبين.
لم تتخذ أي إجراءات تأديبية ضد هذا الشخص خلال السنوات الخمس الأخيرة.
في الصباح مشينا بمحاذاة النهر إلى السوق حيث كان هناك كثير من الناس.
لا تكون نسخة هذه الشهادة صالحة إلا إذا كانت تحمل ختم المدرسة التي أصدرتها.
""",
    "fa": """
بدین وسیله گواهی می‌شود که پرستار نامبرده سه سال در بیمارستان ما کار کرده است.
برنامه آموزشی شامل درس‌های نظری و کارآموزی در بخش‌های گوناگون است.
او مسئول مراقبت از دوازده بیمار بود و دو دانش‌آموز را راهنمایی می‌کرد.
در پنج سال گذشته هیچ اقدام انضباطی علیه این شخص صورت نگرفته است.
صبح از کنار رودخانه به بازار رفتیم که پر از مردم بود.
رونوشت این گواهی‌نامه تنها با مهر مدرسه‌ای که آن را داده معتبر است.
""",
    "he": """
אנו מאשרים בזאת כי האחות עבדה בבית החולים שלנו במשך שלוש שנים.
תוכנית הלימודים כוללת הרצאות ועבודה מעשית במחלקות שונות.
היא הייתה אחראית לטיפול בשנים עשר חולים והדריכה שני תלמידים.
לא ננקטו צעדים משמעתיים נגד אדם זה בחמש השנים האחרונות.
בבוקר הלכנו לאורך הנהר אל השוק, שבו כבר היו אנשים רבים.
העתק של תעודה זו תקף רק אם הוא נושא את חותמת בית הספר.
""",
    "hi": """
यह प्रमाणित किया जाता है कि नर्स ने हमारे अस्पताल में तीन वर्ष तक काम किया है।
पाठ्यक्रम में व्याख्यान और विभिन्न विभागों में व्यावहारिक प्रशिक्षण शामिल है।
वह बारह रोगियों की देखभाल के लिए जिम्मेदार थी और दो छात्रों का मार्गदर्शन करती थी।
पिछले पाँच वर्षों में इस व्यक्ति के विरुद्ध कोई अनुशासनात्मक कार्रवाई नहीं हुई है।
""",
    "zh": """
兹证明该护士在我院工作三年，工作认真负责。
课程包括理论讲座和在不同科室的临床实习。
她负责十二名病人的护理，并指导两名学生。
最近五年内未对此人采取任何纪律措施。
""",
}

TUNE: dict[str, list[str]] = {}
HELD_OUT: dict[str, list[str]] = {}
for _code, _text in _TEXTS.items():
    _lines = _text.strip().splitlines()
    TUNE[_code], HELD_OUT[_code] = _lines[: len(_lines) // 2], _lines[len(_lines) // 2 :]

# Labels of forms, ten or more per language: what stands before the dotted line.
LABELS: dict[str, list[str]] = {
    "nl": "Naam|Voornaam|Geboortedatum|Geboorteplaats|Adres|Postcode en woonplaats|Telefoonnummer|Datum in dienst|"
    "Functie|Handtekening|Aantal uren per week|Datum uit dienst|Naam instelling|Werkgever|Opleiding".split("|"),
    "en": "Name|First name|Date of birth|Place of birth|Address|Postcode and town|Telephone number|Start date|"
    "Position|Signature|Hours per week|End date|Name of institution|Employer|Course of study".split("|"),
    "fr": "Nom|Prénom|Date de naissance|Lieu de naissance|Adresse|Code postal et ville|Numéro de téléphone|"
    "Date d'entrée|Fonction|Signature|Heures par semaine|Date de sortie|Nom de l'établissement|Employeur|"
    "Formation suivie".split("|"),
    "de": "Name|Vorname|Geburtsdatum|Geburtsort|Anschrift|Postleitzahl und Ort|Telefonnummer|Eintrittsdatum|"
    "Tätigkeit|Unterschrift|Stunden pro Woche|Austrittsdatum|Name der Einrichtung|Arbeitgeber|Ausbildung".split("|"),
    "pl": "Nazwisko|Imię|Data urodzenia|Miejsce urodzenia|Adres zamieszkania|Kod pocztowy i miejscowość|"
    "Numer telefonu|Data zatrudnienia|Stanowisko|Podpis|Liczba godzin w tygodniu|Data zwolnienia|Nazwa zakładu|"
    "Pracodawca|Wykształcenie".split("|"),
    "es": "Apellidos|Nombre|Fecha de nacimiento|Lugar de nacimiento|Domicilio|Código postal y localidad|"
    "Número de teléfono|Fecha de alta|Puesto|Firma|Horas semanales|Fecha de baja|Nombre del centro|Empresa|"
    "Estudios cursados".split("|"),
    "it": "Cognome|Nome|Data di nascita|Luogo di nascita|Indirizzo|CAP e città|Numero di telefono|"
    "Data di assunzione|Mansione|Firma|Ore settimanali|Data di cessazione|Nome dell'ente|Datore di lavoro|"
    "Titolo di studio".split("|"),
    "pt": "Apelido|Nome próprio|Data de nascimento|Local de nascimento|Morada|Código postal e localidade|"
    "Número de telefone|Data de início|Função|Assinatura|Horas por semana|Data de fim|Nome da instituição|"
    "Entidade patronal|Formação".split("|"),
    "ro": "Numele|Prenumele|Data nașterii|Locul nașterii|Adresa|Codul poștal și localitatea|Număr de telefon|"
    "Data angajării|Funcția|Semnătura|Ore pe săptămână|Data încetării|Denumirea instituției|Angajator|Studii".split("|"),
    "tr": "Soyadı|Adı|Doğum tarihi|Doğum yeri|Adres|Posta kodu ve şehir|Telefon numarası|İşe giriş tarihi|Görevi|"
    "İmza|Haftalık çalışma saati|İşten ayrılış tarihi|Kurumun adı|İşveren|Öğrenim".split("|"),
    "hu": "Vezetéknév|Keresztnév|Születési idő|Születési hely|Lakcím|Irányítószám és helység|Telefonszám|"
    "Belépés dátuma|Munkakör|Aláírás|Heti óraszám|Kilépés dátuma|Az intézmény neve|Munkáltató|Végzettség".split("|"),
    "cs": "Příjmení|Jméno|Datum narození|Místo narození|Adresa bydliště|PSČ a obec|Telefonní číslo|Datum nástupu|"
    "Pracovní zařazení|Podpis|Počet hodin týdně|Datum ukončení|Název zařízení|Zaměstnavatel|Vzdělání".split("|"),
    "sv": "Efternamn|Förnamn|Födelsedatum|Födelseort|Adress|Postnummer och ort|Telefonnummer|Anställd från|"
    "Befattning|Underskrift|Timmar per vecka|Anställd till|Inrättningens namn|Arbetsgivare|Utbildning".split("|"),
    "hr": "Prezime|Ime|Datum rođenja|Mjesto rođenja|Adresa stanovanja|Poštanski broj i mjesto|Broj telefona|"
    "Datum zaposlenja|Radno mjesto|Potpis|Broj sati tjedno|Datum prestanka|Naziv ustanove|Poslodavac|Obrazovanje".split(
        "|"
    ),
    "af": "Van|Voorname|Geboortedatum|Geboorteplek|Adres|Poskode en dorp|Telefoonnommer|Datum van indiensneming|"
    "Posbeskrywing|Handtekening|Ure per week|Datum van uitdienstreding|Naam van instelling|Werkgewer|Opleiding".split(
        "|"
    ),
}

NAMES = (
    "Anna Kowalska|Jan de Vries|Maria Popescu|Mehmet Yılmaz|Sophie Lefèvre|Pieter Janssens|Katharina Bergmann|"
    "Giulia Ferrari|João Almeida|Eszter Nagy|Ivana Horvat|Lars Lindqvist|Fatima El Amrani|Thomas Wright"
).split("|")
PLACES = (
    "Dorpsstraat 14|Nieuwegracht 201|12 Baker Lane|Rue des Lilas 8|Bahnhofstraße 33|ul. Długa 5|Calle Mayor 21|"
    "Strada Florilor 9|Leeuwarden|Kraków|Cluj-Napoca|Gent|Heidelberg|Coimbra|Göteborg"
).split("|")
