// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/rng.h"
#include "compare/statistics.h"

#include <QtTest>

#include <algorithm>
#include <cmath>

using namespace danas;
using namespace danas::compare;

namespace {

bool near(double a, double b, double tolerance = 1e-12)
{
    return std::abs(a - b) <= tolerance;
}

double sumOf(const std::vector<double>& values)
{
    double sum = 0.0;
    for (const double value : values)
        sum += value;
    return sum;
}

/// Two-sided p of the sum of differences by plain enumeration.
double bruteSignFlip(const std::vector<double>& differences)
{
    const double observed = std::abs(sumOf(differences));
    int extreme = 0;
    const unsigned all = 1U << differences.size();
    for (unsigned signs = 0; signs < all; ++signs) {
        double sum = 0.0;
        for (std::size_t i = 0; i < differences.size(); ++i)
            sum += (signs >> i & 1U) != 0 ? differences[i] : -differences[i];
        extreme += std::abs(sum) >= observed - 1e-9 ? 1 : 0;
    }
    return static_cast<double>(extreme) / all;
}

/// U of one side: pairs won, ties count half.
double bruteU(const std::vector<double>& a, const std::vector<double>& b)
{
    double u = 0.0;
    for (const double x : a) {
        for (const double y : b)
            u += x > y ? 1.0 : (x == y ? 0.5 : 0.0);
    }
    return u;
}

double bruteMannWhitney(const std::vector<double>& a, const std::vector<double>& b)
{
    std::vector<double> all = a;
    all.insert(all.end(), b.begin(), b.end());
    const double middle = static_cast<double>(a.size() * b.size()) / 2.0;
    const double observed = std::abs(bruteU(a, b) - middle);
    int extreme = 0, count = 0;
    for (unsigned mask = 0; mask < 1U << all.size(); ++mask) {
        std::vector<double> left, right;
        for (std::size_t i = 0; i < all.size(); ++i)
            ((mask >> i & 1U) != 0 ? left : right).push_back(all[i]);
        if (left.size() != a.size())
            continue;
        ++count;
        extreme += std::abs(bruteU(left, right) - middle) >= observed - 1e-9 ? 1 : 0;
    }
    return static_cast<double>(extreme) / count;
}

} // namespace

class TestStatistics : public QObject {
    Q_OBJECT
private slots:
    void quantiles();
    void tauOfKnownExamples();
    void tauProperties();
    void tauInterval();
    void tauIntervalCovers();
    void signFlip();
    void signFlipOfFewPairs();
    void signFlipOfManyPairs();
    void mannWhitney();
    void mannWhitneyKnown();
    void mannWhitneyOfManyValues();
};

void TestStatistics::quantiles()
{
    QVERIFY(spreadOf({}) == Spread {});
    QVERIFY((spreadOf({ 7.0 }) == Spread { 1, 7.0, 7.0, 7.0, 7.0, 7.0 }));
    // R: quantile(c(1, 2, 4, 8)) = 1, 1.75, 3, 5, 8
    QVERIFY((spreadOf({ 8.0, 1.0, 4.0, 2.0 }) == Spread { 4, 1.0, 1.75, 3.0, 5.0, 8.0 }));
    QCOMPARE(quantile({ 3.0, 1.0, 2.0 }, 0.5), 2.0);
}

void TestStatistics::tauOfKnownExamples()
{
    const std::vector<double> x { 1, 2, 3, 4, 5 };
    QCOMPARE(*kendallTau(x, std::vector<double> { 2, 4, 6, 8, 10 }), 1.0);
    QCOMPARE(*kendallTau(x, std::vector<double> { 5, 4, 3, 2, 1 }), -1.0);
    // 10 pairs, 2 of them swapped: (8 - 2) / 10
    QVERIFY(near(*kendallTau(x, std::vector<double> { 2, 1, 3, 5, 4 }), 0.6));
    // With ties, by hand: concordant 4, discordant 0, of 6 pairs one tied in x only and one in y only: 4 / sqrt(5 * 5)
    QVERIFY(near(*kendallTau(std::vector<double> { 1, 1, 2, 3 }, std::vector<double> { 1, 2, 3, 3 }), 0.8));
    // The example of scipy.stats.kendalltau: -0.47140452079103173
    QVERIFY(near(*kendallTau(std::vector<double> { 12, 2, 1, 12, 2 }, std::vector<double> { 1, 4, 7, 1, 0 }), -0.47140452079103173));
    QVERIFY(!kendallTau(x, std::vector<double> { 3, 3, 3, 3, 3 }));
    QVERIFY(!kendallTau(std::vector<double> { 1 }, std::vector<double> { 1 }));
    QVERIFY(!kendallTau({}, {}));
}

void TestStatistics::tauProperties()
{
    Rng rng(3);
    for (int repetition = 0; repetition < 50; ++repetition) {
        std::vector<double> x, y, mirrored, stretched;
        for (int i = 0; i < 20; ++i) {
            x.push_back(static_cast<double>(rng.below(8)));
            y.push_back(static_cast<double>(rng.below(8)));
            mirrored.push_back(-y.back());
            stretched.push_back(std::exp(y.back()));
        }
        const double tau = *kendallTau(x, y);
        QVERIFY(tau >= -1.0 && tau <= 1.0);
        QVERIFY(near(tau, *kendallTau(y, x)));
        QVERIFY(near(tau, -*kendallTau(x, mirrored)));
        QVERIFY(near(tau, *kendallTau(x, stretched))); // ranks only
        QVERIFY(near(*kendallTau(x, x), 1.0));
    }
}

void TestStatistics::tauInterval()
{
    std::vector<double> x, y;
    Rng rng(5);
    for (int i = 0; i < 24; ++i) {
        x.push_back(i);
        y.push_back(i + rng.uniform(-8.0, 8.0));
    }
    const auto estimate = *kendallTauInterval(x, y, 1);
    QCOMPARE(estimate.tau, *kendallTau(x, y));
    QCOMPARE(estimate.points, 24);
    QVERIFY(estimate.low < estimate.tau && estimate.tau < estimate.high && estimate.high <= 1.0);
    const auto again = *kendallTauInterval(x, y, 1);
    QVERIFY(again.low == estimate.low && again.high == estimate.high);
    QVERIFY(kendallTauInterval(x, y, 2)->low != estimate.low);
    QVERIFY(!kendallTauInterval(x, std::vector<double>(24, 1.0), 1));
    QVERIFY(kendallTauInterval(x, x, 1)->low == 1.0);
}

void TestStatistics::tauIntervalCovers()
{
    // Independent x and y have a tau of 0; the percentile interval of 24 points holds it about 95 times in 100.
    int inside = 0;
    constexpr int kRepetitions = 150;
    for (std::uint64_t repetition = 0; repetition < kRepetitions; ++repetition) {
        Rng rng(repetition);
        std::vector<double> x(24), y(24);
        for (std::size_t i = 0; i < x.size(); ++i) {
            x[i] = rng.uniform();
            y[i] = rng.uniform();
        }
        const auto estimate = *kendallTauInterval(x, y, repetition, 300);
        inside += estimate.low <= 0.0 && 0.0 <= estimate.high ? 1 : 0;
    }
    QVERIFY2(inside >= kRepetitions * 86 / 100, qPrintable(QString::number(inside)));
}

void TestStatistics::signFlip()
{
    Rng rng(11);
    for (std::size_t pairs = 1; pairs <= 9; ++pairs) {
        for (int repetition = 0; repetition < 10; ++repetition) {
            std::vector<double> a, b, differences;
            for (std::size_t i = 0; i < pairs; ++i) {
                a.push_back(static_cast<double>(rng.below(5)) + (repetition % 2 == 0 ? rng.uniform() : 0.0)); // every other time with ties
                b.push_back(static_cast<double>(rng.below(5)));
                differences.push_back(a.back() - b.back());
            }
            const Test test = signFlipTest(a, b);
            QVERIFY(test.exact && test.kind == TestKind::SignFlip);
            QVERIFY2(near(test.p, bruteSignFlip(differences), 1e-9), qPrintable(QString::number(test.p)));
            QVERIFY(test.p >= test.smallest && test.p <= 1.0);
            QVERIFY(near(test.p, signFlipTest(b, a).p));
        }
    }
}

void TestStatistics::signFlipOfFewPairs()
{
    // However large the difference: 3 seeds cannot say more than p = 0.25.
    const Test three = signFlipTest(std::vector<double> { 100, 200, 300 }, std::vector<double> { 1, 2, 3 });
    QCOMPARE(three.p, 0.25);
    QCOMPARE(three.smallest, 0.25);
    QVERIFY(!three.significant() && !three.canTell());
    QCOMPARE(signFlipTest(std::vector<double> { 2 }, std::vector<double> { 1 }).p, 1.0);
    const Test six = signFlipTest(std::vector<double> { 2, 3, 4, 5, 6, 7 }, std::vector<double> { 1, 1, 1, 1, 1, 1 });
    QCOMPARE(six.p, 0.03125);
    QVERIFY(six.significant() && six.canTell());
    QCOMPARE(signFlipTest(std::vector<double> { 1, 2, 3 }, std::vector<double> { 1, 2, 3 }).p, 1.0); // no difference at all
}

void TestStatistics::signFlipOfManyPairs()
{
    std::vector<double> a(30), b(30), noise(30);
    Rng rng(1);
    for (std::size_t i = 0; i < a.size(); ++i) {
        b[i] = rng.uniform();
        a[i] = b[i] + 1.0;
        noise[i] = rng.uniform();
    }
    const Test clear = signFlipTest(a, b);
    QVERIFY(!clear.exact && clear.p < 0.001 && clear.p > 0.0);
    QVERIFY(signFlipTest(noise, b).p > 0.05);
    QCOMPARE(clear.p, signFlipTest(a, b).p);
}

void TestStatistics::mannWhitney()
{
    Rng rng(13);
    for (int repetition = 0; repetition < 60; ++repetition) {
        std::vector<double> a(1 + rng.below(5)), b(1 + rng.below(5));
        for (auto* side : { &a, &b }) {
            for (double& value : *side)
                value = repetition % 2 == 0 ? rng.uniform() : static_cast<double>(rng.below(4));
        }
        const Test test = mannWhitneyTest(a, b);
        QVERIFY(test.exact && test.kind == TestKind::MannWhitney);
        QVERIFY2(near(test.p, bruteMannWhitney(a, b), 1e-9), qPrintable(QString::number(test.p)));
        QVERIFY(near(test.p, mannWhitneyTest(b, a).p, 1e-9));
        QVERIFY(test.p >= test.smallest - 1e-12 && test.p <= 1.0);
    }
}

void TestStatistics::mannWhitneyKnown()
{
    const std::vector<double> low { 1, 2, 3 }, high { 4, 5, 6 };
    QVERIFY(near(mannWhitneyTest(low, high).p, 0.1)); // 2 of 20 arrangements
    QVERIFY(near(mannWhitneyTest(low, high).smallest, 0.1));
    QVERIFY(!mannWhitneyTest(low, high).canTell());
    // scipy.stats.mannwhitneyu([19, 22, 16, 29, 24], [20, 11, 17, 12], method="exact"): p = 0.1111111111111111
    QVERIFY(near(mannWhitneyTest(std::vector<double> { 19, 22, 16, 29, 24 }, std::vector<double> { 20, 11, 17, 12 }).p, 1.0 / 9.0, 1e-9));
}

void TestStatistics::mannWhitneyOfManyValues()
{
    std::vector<double> a(40), b(40), c(40);
    Rng rng(17);
    for (std::size_t i = 0; i < a.size(); ++i) {
        a[i] = rng.uniform();
        b[i] = rng.uniform();
        c[i] = rng.uniform() + 0.6;
    }
    QVERIFY(!mannWhitneyTest(a, b).exact);
    QVERIFY(mannWhitneyTest(a, b).p > 0.05);
    QVERIFY(mannWhitneyTest(a, c).p < 0.001);
    QCOMPARE(mannWhitneyTest(std::vector<double>(40, 1.0), std::vector<double>(40, 1.0)).p, 1.0);
}

QTEST_APPLESS_MAIN(TestStatistics)
#include "tst_statistics.moc"
