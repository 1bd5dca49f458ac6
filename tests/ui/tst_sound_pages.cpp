// SPDX-License-Identifier: GPL-3.0-or-later
// The pages on a dataset of sounds, by mouse and keys: data, space and what a candidate hears.
#include "sound_fixture.h"
#include "window_fixture.h"

#include "support/fake_evaluator.h"
#include "ui/base/clip_player.h"
#include "ui/base/data_look.h"
#include "ui/editors/chip_row.h"
#include "ui/editors/data_tiles.h"
#include "ui/editors/layer_grid.h"
#include "ui/editors/value_chips.h"
#include "ui/models/sample_list_model.h"
#include "ui/views/candidate_panel.h"
#include "ui/views/data_page.h"
#include "ui/views/main_window.h"
#include "ui/views/project_view.h"
#include "ui/views/run_page.h"
#include "ui/views/sees_delegate.h"
#include "ui/views/sees_tab.h"
#include "ui/views/space_page.h"

#include <QAction>
#include <QComboBox>
#include <QFile>
#include <QLabel>
#include <QListView>
#include <QMenu>
#include <QPushButton>
#include <QSignalSpy>
#include <QToolButton>

#include <cmath>

using namespace danas;
using namespace danas::ui;
using data::audio::AudioConfig;
using data::audio::Feature;

namespace {

/// Notes what is played instead of making a noise.
class FakeOutput final : public SoundOutput {
public:
    struct Notes {
        QString fault;
        std::vector<float> played;
        std::function<void()> ended;
        int stops = 0;
    };
    static constexpr int kRate = 48'000;

    explicit FakeOutput(std::shared_ptr<Notes> notes)
        : m_notes(std::move(notes))
    {
    }
    QString fault() const override { return m_notes->fault; }
    int rate() const override { return kRate; }
    void play(const std::vector<float>& samples, std::function<void()> ended) override
    {
        m_notes->played = samples;
        m_notes->ended = std::move(ended);
    }
    void stop() override { ++m_notes->stops; }

private:
    std::shared_ptr<Notes> m_notes;
};

/// Gives the player below `widget` an output of the test's.
std::shared_ptr<FakeOutput::Notes> listenTo(ClipPlayer& player, const QString& fault = {})
{
    auto notes = std::make_shared<FakeOutput::Notes>();
    notes->fault = fault;
    player.setOutput(std::make_unique<FakeOutput>(notes));
    return notes;
}

/// How much of a sound is far above the hum of the machine: mean square of what changes from sample to sample.
double shrill(const std::vector<float>& samples)
{
    double sum = 0;
    for (std::size_t i = 1; i < samples.size(); ++i)
        sum += std::pow(samples[i] - samples[i - 1], 2);
    return sum / static_cast<double>(samples.size());
}

constexpr int kEach = 6;

} // namespace

class TstSoundPages : public QObject {
    Q_OBJECT

private slots:
    void initTestCase()
    {
        test::useOwnSettings(m_folder);
        test::writeSounds(m_folder.filePath(QStringLiteral("sounds")), { QStringLiteral("sound"), QStringLiteral("worn") }, kEach);
        QFile broken(m_folder.filePath(QStringLiteral("sounds/train/worn/broken.wav")));
        QVERIFY(broken.open(QIODevice::WriteOnly));
        broken.write("RIFF");
    }

    void init()
    {
        m_fixture = std::make_unique<test::Fixture>();
        data::DatasetSpec spec;
        spec.path = m_folder.filePath(QStringLiteral("sounds")).toStdString();
        m_fixture->document->setDataset(spec, QStringLiteral("test"));
        QTRY_VERIFY(m_fixture->ready());
    }
    void cleanup()
    {
        m_page.reset();
        m_fixture.reset();
    }

    void dataPageShowsAndPlaysSounds()
    {
        auto* page = open<DataPage>();
        QVERIFY(child<QLabel>("dataCounts")->text().startsWith(QStringLiteral("36 sounds \u00b7 2 classes \u00b7 16\u202fkHz \u00b7 1\u202fs \u00b7 1 skipped")));
        QCOMPARE(child<QLabel>("samplesTitle")->text(), QStringLiteral("Sounds"));
        QVERIFY(child<QLabel>("problemTitle")->text().contains(QStringLiteral("(1)")));
        auto* grid = child<QListView>("sampleGrid");
        const QModelIndex first = grid->model()->index(0, 0);
        QTRY_COMPARE(first.data(SampleListModel::FactsRole).toString(), QStringLiteral("1\u202fs · 16\u202fkHz"));
        QVERIFY(!first.data(SampleListModel::WaveRole).value<Wave>().extents.empty());

        const auto notes = listenTo(player(*page), QStringLiteral("This machine has no sound output."));
        QTest::mouseClick(grid->viewport(), Qt::LeftButton, {}, grid->visualRect(first).center());
        auto* play = child<QPushButton>("playClip");
        QTRY_VERIFY(child<QLabel>("largeText")->text().contains(QStringLiteral("peak")));
        QVERIFY(child<ClipView>("largeClip")->isVisible());
        QVERIFY(play->isVisible() && !play->isEnabled());
        QCOMPARE(play->toolTip(), notes->fault);
        notes->fault.clear();
        QTest::keyClick(page, Qt::Key_Right); // another sound, now with an output
        QTRY_VERIFY(play->isEnabled());
        QTest::mouseClick(play, Qt::LeftButton);
        QCOMPARE(notes->played.size(), std::size_t { FakeOutput::kRate }); // one second
        QCOMPARE(play->text(), QStringLiteral("Stop"));
        notes->ended();
        QCOMPARE(play->text(), QStringLiteral("Play"));
        test::screenshot(*page, QStringLiteral("sound-large"));
        QTest::keyClick(page, Qt::Key_Escape);
        QVERIFY(grid->isVisible());
        test::screenshot(*page, QStringLiteral("sound-data"));
    }

    void aSpaceOfPicturesOffersOneOfSounds()
    {
        open<SpacePage>();
        QVERIFY(child<QLabel>("tilesHint")->isVisible());
        for (QAction* action : child<QToolButton>("preset")->menu()->actions())
            QVERIFY2(!action->objectName().contains(QStringLiteral("lean")), "a preset for pictures is offered");
        QTest::mouseClick(child<QToolButton>("otherModality"), Qt::LeftButton);
        QVERIFY(space() == space::machinesSpace());
        QVERIFY(!child<QLabel>("tilesHint")->isVisible());
        m_fixture->document->undoStack()->undo();
        QVERIFY(space().modality() == data::Modality::Image);
    }

    void chipsAreTheDataParameters()
    {
        m_fixture->document->setSpace(space::demoSoundSpace(), QStringLiteral("test"));
        open<SpacePage>();
        auto* rates = child<ValueChips>("values.sample_rate");
        QVERIFY(rates->chip(16'000.0) != nullptr);
        QVERIFY(rates->chip(24'000.0) == nullptr); // above the recordings' own
        QCOMPARE(rates->chip(1500.0)->text(), QStringLiteral("1.5\u202fkHz"));
        QVERIFY(rates->chip(1500.0)->isChecked() && !rates->chip(16'000.0)->isChecked());
        QTest::mouseClick(rates->chip(16'000.0), Qt::LeftButton);
        QCOMPARE(space().parameter("sample_rate").numbers(), (std::vector<double> { 1500, 3000, 6000, 12'000, 16'000 }));
        QCOMPARE(child<QLabel>("onCount")->text(), QStringLiteral("20 of 20 on"));

        // Without MFCC there are no coefficients to choose.
        QVERIFY(child<ValueChips>("values.coefficients")->isEnabled());
        QTest::mouseClick(child<ValueChips>("values.feature")->chip(std::string("mfcc")), Qt::LeftButton);
        QVERIFY(!child<ValueChips>("values.coefficients")->isEnabled());
        QVERIFY(!child<ValueChips>("values.coefficients")->toolTip().isEmpty());
        QCOMPARE(child<QLabel>("onCount")->text(), QStringLiteral("10 of 10 on"));

        // The last value cannot go: refused with a sentence, and the chip stays.
        auto* mel = child<ValueChips>("values.feature")->chip(std::string("mel"));
        QTest::mouseClick(mel, Qt::LeftButton);
        QVERIFY(mel->isChecked());
        m_fixture->document->undoStack()->undo();
        m_fixture->document->undoStack()->undo();
        QVERIFY(space() == space::demoSoundSpace());
    }

    void chipsAreTheLayersOfAChain()
    {
        auto* page = open<SpacePage>();
        page->findChild<QAction*>(QStringLiteral("preset.machines-chain"))->trigger();
        auto* grid = page->findChild<LayerGrid*>();
        QVERIFY(grid->isVisible() && !page->findChild<QWidget*>(QStringLiteral("width"))->isVisible());
        const auto filters = [&] { return space().parameter("layer2.filters").numbers(); };
        const std::vector<double> before = filters();
        auto* chips = grid->findChild<ValueChips*>(QStringLiteral("values.layer2.filters"));
        QTest::mouseClick(chips->chip(128.), Qt::LeftButton);
        QCOMPARE(filters(), std::vector<double>(before.begin(), before.end() - 1));
        m_fixture->document->undoStack()->undo();
        QCOMPARE(filters(), before);
        // The last value of a parameter stays.
        auto* activation = grid->findChild<ValueChips*>(QStringLiteral("values.layer1.activation"));
        QTest::mouseClick(activation->chip(std::string("sigmoid")), Qt::LeftButton);
        QTest::mouseClick(activation->chip(std::string("relu")), Qt::LeftButton);
        QCOMPARE(space().parameter("layer1.activation").values.size(), std::size_t(1));
        test::screenshot(*page, QStringLiteral("sound-chain"));

        page->findChild<QAction*>(QStringLiteral("preset.keywords-ds-cnn"))->trigger();
        QVERIFY(grid->findChild<ValueChips*>(QStringLiteral("values.stem.columns")) != nullptr);
        QVERIFY(grid->findChild<ValueChips*>(QStringLiteral("values.layer2.filters")) == nullptr);
        test::screenshot(*page, QStringLiteral("sound-ds-cnn"));
    }

    void tilesShowTheClipAtEachConfiguration()
    {
        m_fixture->document->setSpace(space::demoSoundSpace(), QStringLiteral("test"));
        auto* page = open<SpacePage>();
        auto* tiles = child<DataTiles>("dataTiles");
        const data::DataConfig mel = configOf(6000, Feature::MelSpectrogram, 20), finer = configOf(6000, Feature::MelSpectrogram, 40);
        QVERIFY(tiles->tile(mel).isValid() && !tiles->tile(finer).isValid());
        QTRY_VERIFY(coloursIn(*tiles, tiles->tile(mel)) > 8);
        QTest::mouseClick(tiles, Qt::LeftButton, {}, tiles->tile(mel).center());
        QVERIFY(!tiles->isOn(mel));
        QCOMPARE(child<QLabel>("onCount")->text(), QStringLiteral("15 of 16 on"));
        auto* slice = child<QComboBox>("slice.mel_bands");
        slice->setCurrentIndex(1);
        emit slice->activated(1);
        QVERIFY(tiles->tile(finer).isValid() && tiles->isOn(finer));
        test::screenshot(*page, QStringLiteral("sound-space"));
    }

    void aWaveformIsHeardAtItsRate()
    {
        m_fixture->document->setSpace(space::demoSoundSpace(), QStringLiteral("test"));
        auto* page = open<SpacePage>();
        auto* tiles = child<DataTiles>("dataTiles");
        const auto notes = listenTo(player(*page));
        std::vector<double> shrillness;
        for (const int rate : { 1500, 3000, 12'000 }) {
            QTRY_VERIFY(coloursIn(*tiles, tiles->wave(rate)) > 2); // its waveform has come
            QTest::mouseClick(tiles, Qt::LeftButton, {}, tiles->wave(rate).center());
            QCOMPARE(player(*page).playing(), rate);
            QCOMPARE(notes->played.size(), std::size_t { FakeOutput::kRate });
            shrillness.push_back(shrill(notes->played));
        }
        // What lies above half of the rate is gone.
        QVERIFY(shrillness[0] < shrillness[1] && shrillness[1] < shrillness[2]);
        QTest::mouseClick(tiles, Qt::LeftButton, {}, tiles->wave(12'000).center());
        QCOMPARE(player(*page).playing(), -1); // a second click ends it
    }

    void theDemoOfSoundsRunsFromTheWelcomePage()
    {
        const auto demo = toPath(m_folder.filePath(QStringLiteral("demo")));
        std::filesystem::create_directories(demo);
        search::RunSpec spec = search::demoSoundSpec(demo / "sounds");
        spec.supernet.steps = 5;
        spec.search.evaluations = 20;
        spec.search.population = 10;
        spec.finalise.candidates = 0;
        store::Project(demo / "demo-sounds.danas", store::Project::Mode::Create).saveDraft(spec);

        MainWindow window(test::fakeFactory(), std::make_unique<DialogService>(), demo);
        window.resize(1280, 800);
        window.show();
        QTest::mouseClick(window.findChild<QPushButton*>(QStringLiteral("trySoundDemo")), Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(window.projectView() != nullptr, 60'000);
        ProjectView& view = *window.projectView();
        QCOMPARE(view.place(), ProjectView::Run);
        RunModel& run = window.findChild<RunPage*>()->model();
        QTRY_COMPARE_WITH_TIMEOUT(run.count(), 20, 60'000);
        QTRY_VERIFY(!view.running());
        QVERIFY(run.find(0)->data.isAudio());
        view.show(ProjectView::Data);
        QVERIFY(window.findChild<QLabel*>(QStringLiteral("dataCounts"))->text().startsWith(QStringLiteral("600 sounds")));
        view.show(ProjectView::Space);
        const auto* editor = window.findChild<QWidget*>(QStringLiteral("soundEditor"));
        QVERIFY(editor->isVisible());
        QTRY_VERIFY(editor->height() >= editor->sizeHint().height()); // nothing is squeezed: the page scrolls
        test::screenshot(window, QStringLiteral("sound-window"));
    }

    void aCandidateSaysWhatItHears()
    {
        auto& document = *m_fixture->document;
        document.setSpace(space::demoSoundSpace(), QStringLiteral("test"));
        SelectionContext selection;
        RunController controller(test::fakeFactory(), nullptr, search::executeRun);
        RunPage run(document, controller, selection);
        CandidatePanel panel(run.model(), selection);
        panel.resize(400, 760);
        panel.setVisible(true);
        search::RunSpec spec = document.spec();
        spec.supernet.steps = 5;
        spec.search.evaluations = 30;
        spec.search.population = 10;
        QSignalSpy finished(&controller, &RunController::finished);
        controller.start(document.file(), spec);
        QTRY_COMPARE_WITH_TIMEOUT(finished.count(), 1, 30'000);
        QTRY_COMPARE(run.model().count(), 30);

        // One that gets something wrong.
        int id = -1;
        for (const auto& evaluation : run.model().evaluations())
            id = evaluation.confusion.accuracy() < 1 ? evaluation.id : id;
        QVERIFY(id >= 0);
        selection.setCurrent(id);
        const data::DataConfig config = run.model().find(id)->data;
        QVERIFY(panel.findChild<QLabel*>(QStringLiteral("candidateTitle"))->text().endsWith(shortLabel(config)));
        auto* seen = panel.findChild<QListView*>(QStringLiteral("seesView"));
        QTRY_COMPARE(seen->model()->rowCount(), 2 * kEach);
        auto* filter = panel.findChild<QComboBox*>(QStringLiteral("seesFilter"));
        filter->setCurrentIndex(1);
        emit filter->activated(1);
        const auto& confusion = run.model().find(id)->confusion;
        QTRY_COMPARE(seen->model()->rowCount(), confusion.at(0, 1) + confusion.at(1, 0));
        const QModelIndex row = seen->model()->index(0, 0);
        const auto look = row.data(SeenModel::ClipRole).value<std::shared_ptr<const ClipLook>>();
        QVERIFY(look != nullptr);
        QCOMPARE(look->features.size(), QSize(config.shape().width, config.shape().height));
        QCOMPARE(look->wave.seconds, 1.0);

        const auto notes = listenTo(player(panel));
        const QPoint button = SeesDelegate::playButton(seen->visualRect(row)).center();
        QTest::mouseClick(seen->viewport(), Qt::LeftButton, {}, button);
        QCOMPARE(notes->played.size(), std::size_t { FakeOutput::kRate });
        QVERIFY(player(panel).playing() >= 0);
        selection.setCurrent(id == 0 ? 1 : 0);
        QCOMPARE(player(panel).playing(), -1); // another candidate is silent
        selection.setCurrent(id);
        QTRY_VERIFY(seen->model()->rowCount() > 0);
        test::screenshot(panel, QStringLiteral("sound-sees"));
    }

private:
    template <typename Page> Page* open()
    {
        auto page = std::make_unique<Page>(m_fixture->document.get());
        Page* opened = page.get();
        m_page = std::move(page);
        m_page->resize(1200, 740);
        m_page->show();
        static_cast<void>(QTest::qWaitForWindowExposed(m_page.get()));
        return opened;
    }
    template <typename T> [[nodiscard]] T* child(const char* name) const { return m_page->findChild<T*>(QString::fromLatin1(name)); }
    [[nodiscard]] const space::SearchSpace& space() const { return m_fixture->document->spec().space; }
    static ClipPlayer& player(QWidget& widget) { return *widget.findChild<ClipPlayer*>(); }

    [[nodiscard]] data::DataConfig configOf(int rate, Feature feature, int bands) const
    {
        for (const auto& config : space().allDataConfigs()) {
            const AudioConfig& audio = config.audio();
            if (audio.sampleRate == rate && audio.feature == feature && audio.melBands == bands)
                return config;
        }
        return {};
    }
    static int coloursIn(QWidget& widget, const QRect& rect)
    {
        const QImage image = widget.grab(rect.adjusted(6, 6, -6, -6)).toImage();
        QSet<QRgb> colours;
        for (int y = 0; y < image.height(); ++y) {
            for (int x = 0; x < image.width(); ++x)
                colours.insert(image.pixel(x, y));
        }
        return static_cast<int>(colours.size());
    }

    QTemporaryDir m_folder;
    std::unique_ptr<test::Fixture> m_fixture;
    std::unique_ptr<QWidget> m_page;
};

QTEST_MAIN(TstSoundPages)
#include "tst_sound_pages.moc"
